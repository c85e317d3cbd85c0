import type { Result } from '@coveo/headless'
import { Notice } from '../page/notice.tsx'
import type { DemoUser } from '../users/demo-user.ts'
import { ResultItem } from './result-item.tsx'

interface ResultListProps {
  results: readonly Result[]
  /** The user who searched. */
  user: DemoUser
  /** Set while new results are loading. */
  busy?: boolean
}

/** The results, or a notice that there are none. */
export function ResultList({ results, user, busy = false }: ResultListProps) {
  if (results.length === 0) {
    return (
      <Notice icon="empty" title="Nothing found that you may read">
        <p>
          Try fewer or other words. Coveo leaves out documents that {user.name} may not read, so another user may find
          something here.
        </p>
      </Notice>
    )
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list that shows no markers
    <ol className="result-list" role="list" aria-label="Results" aria-busy={busy}>
      {results.map((result) => (
        <ResultItem key={result.uniqueId} result={result} />
      ))}
    </ol>
  )
}
