'use client'

import { type ReactNode, useState } from 'react'
import { FirstResults, useFirstResponse } from '../search/first-results.tsx'
import { loadingWords } from '../search/search-status.ts'
import { summaryWords } from '../search/summary-text.tsx'
import { TokenNotice } from '../status/token-notice.tsx'
import { hasValidToken } from '../status/token-state.ts'
import { useTokenTrouble } from '../status/use-token-trouble.ts'
import { Announcer } from './announcer.tsx'
import type { LiveSearchProps } from './live-search.tsx'
import { createPart } from './part.ts'
import { PartFailure } from './part-failure.tsx'
import { usePart } from './use-part.ts'

const liveSearch = createPart(() => import('./live-search.tsx'))

interface SearchAreaProps extends Omit<LiveSearchProps, 'onLive' | 'onStatus'> {
  /** Whether the first results are on their way from the server. The script of the search, which is large, waits for them. */
  isStarting: boolean
}

/** The search: first as the server found it, then live. */
export function SearchArea({ isStarting, ...props }: SearchAreaProps) {
  const { Component, isLoading, hasFailed, retryAt } = usePart(liveSearch, !isStarting)
  const [isLive, setLive] = useState(false)
  const [liveStatus, setLiveStatus] = useState<string>()
  const response = useFirstResponse(props.first?.state)
  const trouble = useTokenTrouble()
  // A signed-out page changes to the sign-in by itself.
  const keepsSearch = trouble === undefined || hasValidToken(trouble) || trouble.code === 'signed-out'

  function waiting() {
    if (!keepsSearch)
      return (
        <Instead>
          <TokenNotice trouble={trouble} />
        </Instead>
      )
    if (!hasFailed)
      return (
        <Waiting>
          <FirstResults response={response} />
        </Waiting>
      )
    return (
      <Instead>
        <PartFailure isLoading={isLoading} retryAt={retryAt} onRetry={liveSearch.load} />
      </Instead>
    )
  }

  function waitingStatus() {
    if (!keepsSearch || hasFailed) return ''
    if (response === undefined) return loadingWords
    const { results, totalCountFiltered } = response
    return summaryWords({ first: 1, last: results.length, total: totalCountFiltered, query: '' })
  }

  // In one place of the tree: a notice keeps its focus and its state when the script of the search arrives.
  return (
    <>
      <Announcer words={(isLive ? liveStatus : undefined) ?? waitingStatus()} />
      {!isLive && waiting()}
      {Component !== undefined && !isStarting && <Component {...props} onLive={setLive} onStatus={setLiveStatus} />}
    </>
  )
}

/** A notice in place of the whole search. The skip link leads to it. */
function Instead({ children }: { children: ReactNode }) {
  return (
    <div id="results" className="search-results" tabIndex={-1}>
      {children}
    </div>
  )
}

/** Holds the places of the search field and the filters: the results stay where they are when the search is live. */
function Waiting({ children }: { children: ReactNode }) {
  return (
    <>
      <div className="search-top">
        <div className="skeleton-box" aria-hidden="true" />
      </div>
      <div className="filters filters-waiting" />
      <div id="results" className="search-results" tabIndex={-1}>
        {children}
      </div>
    </>
  )
}
