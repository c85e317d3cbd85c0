import type { Result } from '@coveo/headless'
import { ResultItem } from './result-item.tsx'

interface ResultListProps {
  results: readonly Result[]
  /** Set while new results are loading. */
  busy?: boolean
}

/** The results. */
export function ResultList({ results, busy = false }: ResultListProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ol className="result-list" role="list" aria-label="Results" aria-busy={busy}>
      {results.map((result) => (
        <ResultItem key={result.uniqueId} result={result} />
      ))}
    </ol>
  )
}
