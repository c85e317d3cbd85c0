import type { Result } from '@coveo/headless'
import { ResultItem } from './result-item.tsx'

interface ResultListProps {
  results: readonly Result[]
  /** The URL's fragment of the search that finds the result of this rank, from 0, on its page. */
  fragment: (rank: number) => string
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
      {results.map((result, rank) => (
        <ResultItem key={result.uniqueId} result={result} fragment={fragment(rank)} onRead={onRead} />
      ))}
    </ol>
  )
}
