'use client'

import { type ReactNode, useState } from 'react'
import { FirstResults } from '../search/first-results.tsx'
import { TokenNotice } from '../status/token-notice.tsx'
import { useTokenTrouble } from '../status/use-token-trouble.ts'
import type { LiveSearchProps } from './live-search.tsx'
import { createPart } from './part.ts'
import { PartFailure } from './part-failure.tsx'
import { usePart } from './use-part.ts'

const liveSearch = createPart(() => import('./live-search.tsx'))

interface SearchAreaProps extends Omit<LiveSearchProps, 'onLive'> {
  /** Whether the first results are on their way from the server. The script of the search, which is large, waits for them. */
  isStarting: boolean
}

/** The search: first as the server found it, then live. */
export function SearchArea({ isStarting, ...props }: SearchAreaProps) {
  const { Component, isLoading, hasFailed, retryAt } = usePart(liveSearch, !isStarting)
  const [isLive, setLive] = useState(false)
  const trouble = useTokenTrouble()
  const hasToken = trouble === undefined || trouble.code === 'signed-out' || trouble.code === 'renewing-late'

  function waiting() {
    if (!hasToken)
      return (
        <Instead>
          <TokenNotice trouble={trouble} />
        </Instead>
      )
    if (!hasFailed) return <Waiting first={props.first} />
    return (
      <Instead>
        <PartFailure isLoading={isLoading} retryAt={retryAt} onRetry={liveSearch.load} />
      </Instead>
    )
  }

  // In one place of the tree: a notice keeps its focus and its state when the script of the search arrives.
  return (
    <>
      {!isLive && waiting()}
      {Component !== undefined && !isStarting && <Component {...props} onLive={setLive} />}
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
function Waiting({ first }: Pick<LiveSearchProps, 'first'>) {
  return (
    <>
      <div className="search-top">
        <div className="skeleton-box" aria-hidden="true" />
      </div>
      <div className="filters filters-waiting" />
      <div id="results" className="search-results" tabIndex={-1}>
        <FirstResults state={first?.state} />
      </div>
    </>
  )
}
