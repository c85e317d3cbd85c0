'use client'

import type { QuerySummary } from '@coveo/headless'
import { pageStates } from '../status/page-state.ts'
import { SummaryText } from './summary-text.tsx'
import { useControllerState } from './use-controller-state.ts'

interface ResultSummaryProps {
  controller: QuerySummary
  /** Whether the current search takes long. */
  isSlow: boolean
}

const { title, sentence } = pageStates['still-searching']

/** The displayed range, the number of results and the query. Announced when they change, and while they load. */
export function ResultSummary({ controller, isSlow }: ResultSummaryProps) {
  const state = useControllerState(controller)
  const { total, query, firstSearchExecuted, isLoading, firstResult, lastResult } = state
  if (isSlow) {
    return (
      <p className="result-summary" role="status">
        {title}… {sentence}
      </p>
    )
  }
  return (
    <p className="result-summary" role="status">
      {isLoading && <span className="visually-hidden">Searching… </span>}
      {firstSearchExecuted && (
        <>
          <SummaryText first={firstResult} last={lastResult} total={total} />
          {query.trim() !== '' && (
            <>
              {' for '}
              <q dir="auto">{query}</q>
            </>
          )}
        </>
      )}
    </p>
  )
}
