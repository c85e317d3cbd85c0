'use client'

import { useCallback, useRef } from 'react'
import { Notice } from '../page/notice.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { ResultList } from './result-list.tsx'
import { ResultPager } from './result-pager.tsx'
import { ResultSort } from './result-sort.tsx'
import { ResultSummary } from './result-summary.tsx'
import { ResultsSkeleton } from './results-skeleton.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { isRetryable } from './search-failure.ts'
import { useControllerState } from './use-controller-state.ts'
import { useMissingResponse } from './use-missing-response.ts'
import { useRecovery } from './use-recovery.ts'

interface ResultsProps {
  controllers: SearchControllers
  user: DemoUser
}

/** The results of the search, or the notice that replaces them. */
export function Results({ controllers, user }: ResultsProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { results, searchResponseId, isLoading, firstSearchExecuted } = useControllerState(controllers.resultList)
  const { error } = useControllerState(controllers.error)
  const unanswered = useMissingResponse({ isLoading, searchResponseId }) && error === null
  const down = unanswered || (error !== null && isRetryable(error))
  const tries = useRecovery({ down, busy: isLoading, retry: controllers.searchAgain })
  const toTop = useCallback(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [])

  if (error !== null && !isRetryable(error)) {
    return (
      <Notice icon="wrench" title="Coveo refused this search" urgent action={tryAgain(controllers)}>
        <p>
          It responded with status {error.statusCode}. Your token is fine; the search itself, or what the token may do,
          is not.
        </p>
      </Notice>
    )
  }
  if (error !== null || (unanswered && tries > 0)) return <CoveoUnavailable controllers={controllers} />
  if (!firstSearchExecuted) return <ResultsSkeleton />

  return (
    <section className="results" aria-labelledby="results-heading">
      <h2 id="results-heading" ref={heading} tabIndex={-1} className="visually-hidden">
        Results
      </h2>
      <div className="results-bar">
        <ResultSummary controller={controllers.summary} />
        <ResultSort controller={controllers.sort} />
      </div>
      <ResultList results={results} user={user} busy={isLoading} />
      <ResultPager controller={controllers.pager} onTurn={toTop} />
    </section>
  )
}

function CoveoUnavailable({ controllers }: { controllers: SearchControllers }) {
  return (
    <Notice icon="cloud" title="Coveo is unavailable" urgent action={tryAgain(controllers)}>
      <p>Nothing is wrong on your side. We keep trying, and your results will be back by themselves.</p>
    </Notice>
  )
}

function tryAgain(controllers: SearchControllers) {
  return { label: 'Try now', onPress: controllers.searchAgain }
}
