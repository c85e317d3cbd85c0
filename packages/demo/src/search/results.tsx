'use client'

import type { Result } from '@coveo/headless'
import { useCallback, useEffect, useRef } from 'react'
import { ActionButton } from '../page/action-button.tsx'
import { pageStates } from '../status/page-state.ts'
import { type FailedSearch, isRetryable, searchState } from '../status/search-state.ts'
import { StateNotice } from '../status/state-notice.tsx'
import { TokenNotice } from '../status/token-notice.tsx'
import { useLongerThan } from '../status/use-longer-than.ts'
import { useOnline } from '../status/use-online.ts'
import { useTokenTrouble } from '../status/use-token-trouble.ts'
import type { DemoUser } from '../users/demo-user.ts'
import { ChosenFilters } from './chosen-filters.tsx'
import { DidYouMean } from './did-you-mean.tsx'
import { NoResults } from './no-results.tsx'
import { ResultList } from './result-list.tsx'
import { ResultPager } from './result-pager.tsx'
import { ResultSort } from './result-sort.tsx'
import { ResultSummary } from './result-summary.tsx'
import { ResultsSkeleton } from './results-skeleton.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { searchStatus } from './search-status.ts'
import { useControllerState } from './use-controller-state.ts'
import { useFoundSummary } from './use-found-summary.ts'
import { useMissingResponse } from './use-missing-response.ts'
import { useRecovery } from './use-recovery.ts'

interface ResultsProps {
  controllers: SearchControllers
  user: DemoUser
  /** The URL's fragment of the search. */
  fragment: string
  /** Opens a result. */
  onRead: (result: Result) => void
  /** Opens the comparison with another user; undefined with a real organization. */
  onCompare: (() => void) | undefined
  /** Called with the words to announce. */
  onStatus: (words: string) => void
}

/** A search that ended without a response that Headless can parse. */
const noResponse: FailedSearch = {}
const slowMs = 4000

/** The results of the search, or the notice that replaces them. */
export function Results({ controllers, user, fragment, onRead, onCompare, onStatus }: ResultsProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { results, isLoading, firstSearchExecuted } = useControllerState(controllers.resultList)
  const { error } = useControllerState(controllers.error)
  const isOnline = useOnline()
  const trouble = useTokenTrouble()
  const isSlow = useLongerThan(isLoading, slowMs)
  const unanswered = useMissingResponse({ isLoading, response: results }) && error === null
  const failure = error ?? (unanswered ? noResponse : undefined)
  const { attempts, retryAt } = useRecovery({
    down: failure !== undefined && isRetryable(failure),
    busy: isLoading,
    retry: controllers.searchAgain,
  })
  const toTop = useCallback(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [])

  function createNotice() {
    // A response that cannot be parsed may be an accident: the first attempt is made without a notice.
    if (failure !== undefined && (error !== null || attempts > 0)) {
      const code = searchState(failure, isOnline)
      // Without a new token the same search is rejected again.
      if (code === 'token-rejected' && trouble !== undefined) return <TokenNotice trouble={trouble} />
      const detail = error?.statusCode ? `status ${error.statusCode}` : undefined
      return <StateNotice code={code} detail={detail} retryAt={retryAt} onRetry={controllers.searchAgain} />
    }
    if (isSlow && results.length === 0) return <StateNotice code="still-searching" onRetry={controllers.searchAgain} />
    return null
  }

  const notice = createNotice()
  const found = useFoundSummary(controllers)
  const status = searchStatus({
    found: firstSearchExecuted ? found : undefined,
    isLoading,
    isSlow,
    hasNotice: notice !== null,
  })
  useEffect(() => onStatus(status), [status, onStatus])
  if (notice !== null) return notice
  if (!firstSearchExecuted) return <ResultsSkeleton />

  return (
    <section className="results" aria-labelledby="results-heading">
      <h2 id="results-heading" ref={heading} tabIndex={-1} className="visually-hidden">
        Results
      </h2>
      <div className="results-bar">
        <ResultSummary found={found} isSlow={isSlow} />
        <div className="results-tools">
          {isSlow && (
            <ActionButton className="link-button" onPress={controllers.searchAgain}>
              {pageStates['still-searching'].action}
            </ActionButton>
          )}
          {onCompare !== undefined && (
            <button type="button" className="link-button" onClick={onCompare}>
              Compare users
            </button>
          )}
          <ResultSort controller={controllers.sort} />
        </div>
      </div>
      <ChosenFilters controller={controllers.breadcrumbs} />
      {results.length === 0 ? (
        <NoResults controllers={controllers} user={user} onCompare={onCompare} />
      ) : (
        <>
          <DidYouMean controller={controllers.didYouMean} />
          <ResultList results={results} fragment={() => fragment} onRead={onRead} busy={isLoading} />
        </>
      )}
      <ResultPager controller={controllers.pager} onTurn={toTop} />
    </section>
  )
}
