import { pageStates } from '../status/page-state.ts'
import { SummaryText } from './summary-text.tsx'
import type { FoundSummary } from './use-found-summary.ts'

interface ResultSummaryProps {
  found: FoundSummary
  /** Whether the current search takes long. */
  isSlow: boolean
}

const { title, sentence } = pageStates['still-searching']

/** The displayed range, the number of results and the query. `searchStatus` announces the same words. */
export function ResultSummary({ found, isSlow }: ResultSummaryProps) {
  const { query, ...ranks } = found
  if (isSlow) {
    return (
      <p className="result-summary">
        {title}… {sentence}
      </p>
    )
  }
  return (
    <p className="result-summary">
      <SummaryText {...ranks} />
      {query.trim() !== '' && (
        <>
          {' for '}
          <q dir="auto">{query}</q>
        </>
      )}
    </p>
  )
}
