'use client'

import type { QuerySummary } from '@coveo/headless'
import { useControllerState } from './use-controller-state.ts'

/** Number of results and the query, announced when they change. */
export function ResultSummary({ controller }: { controller: QuerySummary }) {
  const { total, query, hasQuery, firstSearchExecuted } = useControllerState(controller)
  return (
    <p className="result-summary" role="status">
      {firstSearchExecuted && (
        <>
          <strong data-testid="result-count">{total}</strong> {total === 1 ? 'result' : 'results'}
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
