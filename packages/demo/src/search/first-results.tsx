'use client'

import { useHydrated } from '../page/use-hydrated.ts'
import type { FirstState } from './first-state.ts'
import { forgetResultsPath } from './forget-results-script.ts'
import { ResultList } from './result-list.tsx'
import { ResultsSkeleton } from './results-skeleton.tsx'
import { SummaryText } from './summary-text.tsx'
import { currentFragment } from './use-url-state.ts'

/** The results that the server found, until the search is live; without any, their placeholder. */
export function FirstResults({ state }: { state: FirstState | undefined }) {
  const isHydrated = useHydrated()
  const isOtherSearch = isHydrated && currentFragment() !== ''
  if (state === undefined || state.search.response.results.length === 0 || isOtherSearch) return <ResultsSkeleton />
  const { results, totalCountFiltered } = state.search.response
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
