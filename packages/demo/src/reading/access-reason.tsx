'use client'

import { Icon } from '../page/icon.tsx'
import { useJson } from '../page/use-json.ts'
import type { DemoUser } from '../users/demo-user.ts'

interface AccessReasonProps {
  user: DemoUser
  /** The `uniqueId` of the document. */
  documentId: string
}

/** Names the identity or the group by which the user may read a document. */
export function AccessReason({ user, documentId }: AccessReasonProps) {
  const access = useJson<{ through: string[] }>(`/api/demo/access?document=${encodeURIComponent(documentId)}`)
  return (
    <section className="access" aria-labelledby="access-heading">
      <Icon name="lock" />
      <div>
        <h3 id="access-heading">Why may I read this?</h3>
        <p role="status">{access.status === 'ready' ? reason(user, access.value.through) : waiting[access.status]}</p>
      </div>
    </section>
  )
}

const waiting = { loading: 'Reading the permissions…', failed: 'The permissions could not be read.' } as const

function reason(user: DemoUser, through: readonly string[]): string {
  const [first] = through
  if (first === undefined) return `${user.name} may not read it any more.`
  if (first === 'Everyone') return 'It is shared with Everyone, the group of all users and guests.'
  if (first === user.id) return `It is shared with ${user.name} alone: the token acts as ${user.id}.`
  const groups = through.filter((name) => name !== user.id)
  return `${user.name} is a member of ${groups.join(' and ')}, and ${groups.length === 1 ? 'that group' : 'each of these groups'} may read it.`
}
