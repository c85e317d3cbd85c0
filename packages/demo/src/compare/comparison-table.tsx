import { Avatar } from '../users/avatar.tsx'
import { type DemoUser, demoUsers } from '../users/demo-user.ts'
import { alignResults, type ComparedResult, type ComparedUser } from './comparison.ts'

/** The results of two users: shared ones in one row, the others with a tag. */
export function ComparisonTable({ users: [left, right] }: { users: [ComparedUser, ComparedUser] }) {
  const rows = alignResults(left.results, right.results)
  const shared = rows.filter((row) => row.left !== undefined && row.right !== undefined).length
  return (
    <table className="comparison">
      <caption>
        {shared} shared, {left.results.length - shared} only {firstName(left.id)}, {right.results.length - shared} only{' '}
        {firstName(right.id)}
        {Math.max(left.total - left.results.length, right.total - right.results.length) > 0 && ', of the first 20 each'}
      </caption>
      <thead>
        <tr>
          {[left, right].map(({ id, total }) => (
            <th key={id} scope="col">
              <UserHead id={id} total={total} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td colSpan={2}>Neither of them finds a document. Search for something else, then compare again.</td>
          </tr>
        )}
        {rows.map((row) => (
          <tr key={(row.left ?? row.right)?.id} data-shared={row.left !== undefined && row.right !== undefined}>
            <Cell result={row.left} isAlone={row.right === undefined} owner={left.id} />
            <Cell result={row.right} isAlone={row.left === undefined} owner={right.id} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function UserHead({ id, total }: Pick<ComparedUser, 'id' | 'total'>) {
  const user = demoUsers.find((each) => each.id === id)
  return (
    <span className="comparison-user">
      {user !== undefined && <Avatar user={user} />}
      <span className="choice-words">
        <strong>{user?.name}</strong>{' '}
        <span>
          {total} {total === 1 ? 'result' : 'results'}
        </span>
      </span>
    </span>
  )
}

interface CellProps {
  result: ComparedResult | undefined
  /** Whether the other user does not find it. */
  isAlone: boolean
  owner: DemoUser['id']
}

function Cell({ result, isAlone, owner }: CellProps) {
  if (result === undefined) {
    return (
      <td className="comparison-none">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">not found</span>
      </td>
    )
  }
  return (
    <td>
      <span className="comparison-title" dir="auto">
        {result.title}
      </span>
      {isAlone ? (
        <span className="only">only {firstName(owner)}</span>
      ) : (
        <span className="shared">{result.source}</span>
      )}
    </td>
  )
}

function firstName(id: DemoUser['id']): string {
  return demoUsers.find((user) => user.id === id)?.name.split(' ')[0] ?? id
}
