'use client'

import { useHydrated } from '../page/use-hydrated.ts'
import type { FirstState } from './first-state.ts'
import { forgetResultsPath } from './forget-results-script.ts'
import { ResultList } from './result-list.tsx'
import { ResultsSkeleton } from './results-skeleton.tsx'
import { SummaryText } from './summary-text.tsx'
import { currentFragment } from './use-url-state.ts'

type FirstResponse = FirstState['search']['response']

/** The response that the server found; undefined without results, and for an address with another search. */
export function useFirstResponse(state: FirstState | undefined): FirstResponse | undefined {
  const isHydrated = useHydrated()
  const isOtherSearch = isHydrated && currentFragment() !== ''
  return isOtherSearch || state?.search.response.results.length === 0 ? undefined : state?.search.response
}

/** The results that the server found, until the search is live; without any, their placeholder. */
export function FirstResults({ response }: { response: FirstResponse | undefined }) {
  const isHydrated = useHydrated()
  if (response === undefined) return <ResultsSkeleton />
  const { results, totalCountFiltered } = response
  return (
    <section className="results" aria-labelledby="results-heading">
      {!isHydrated && <script src={forgetResultsPath} />}
      <h2 id="results-heading" className="visually-hidden">
        Results
      </h2>
      <div className="results-bar">
        <p className="result-summary">
          <SummaryText first={1} last={results.length} total={totalCountFiltered} />
        </p>
      </div>
      <ResultList results={results} fragment={() => ''} />
    </section>
  )
}
