import type { Result } from '@coveo/headless'
import { ResultItem } from './result-item.tsx'

interface ResultListProps {
  results: readonly Result[]
  /** The URL's fragment of the search. */
  fragment: string
  /** Opens a result on this page. */
  onRead?: (result: Result) => void
  /** Set while new results are loading. */
  busy?: boolean
}

/** The results. */
export function ResultList({ results, fragment, onRead, busy = false }: ResultListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ol className="result-list" role="list" aria-label="Results" aria-busy={busy}>
      {results.map((result) => (
        <ResultItem key={result.uniqueId} result={result} fragment={fragment} onRead={onRead} />
      ))}
    </ol>
  )
}
