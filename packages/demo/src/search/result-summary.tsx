'use client'

import type { QuerySummary } from '@coveo/headless'
import { SummaryText } from './summary-text.tsx'
import { useControllerState } from './use-controller-state.ts'

interface ResultSummaryProps {
  controller: QuerySummary
  /** Whether the current search takes long. */
  isSlow: boolean
}

/** The displayed range, the number of results and the query. Announced when they change, and while they load. */
export function ResultSummary({ controller, isSlow }: ResultSummaryProps) {
  const state = useControllerState(controller)
  const { total, query, hasQuery, firstSearchExecuted, isLoading, firstResult, lastResult } = state
  if (isSlow) {
    return (
      <p className="result-summary" role="status">
        Still searching…
      </p>
    )
  }
  return (
    <p className="result-summary" role="status">
      {isLoading && <span className="visually-hidden">Searching… </span>}
      {firstSearchExecuted && (
        <>
          <SummaryText first={firstResult} last={lastResult} total={total} />
          {hasQuery && (
            <>
              {' for '}
              <q>{query}</q>
            </>
          )}
        </>
      )}
    </p>
  )
}
