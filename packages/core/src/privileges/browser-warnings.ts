import { decodeJwt } from 'jose'
import * as z from 'zod/mini'
import { receivedPrivilegesSchema } from '../coveo/privilege-schema.ts'
import { hasPrivileges } from './has-privileges.ts'
import { normalizePrivilege, type Privilege, type PrivilegeLike } from './privilege.ts'

/** Why a privilege does not belong in a token that a browser can read (slugs 105 and n3ge0020). */
export interface BrowserPrivilegeWarning {
  /** In canonical form. */
  readonly privilege: Privilege
  readonly reason: string
  /** What to do instead. */
  readonly alternative: string
}

const rules: readonly { privilege: string; reason: string; alternative: string }[] = [
  {
    privilege: 'SEARCH_API:IMPERSONATE',
    reason:
      'Whoever reads this token in the browser holds the right to impersonate; Coveo does not say that it refuses to let such a token act as somebody else.',
    alternative:
      'Give the browser a search token, which fixes the identity without carrying the right, or a platform token with SEARCH_API:EXECUTE_QUERY and USAGE_ANALYTICS:ANALYTICS_DATA:EDIT.',
  },
  {
    privilege: 'USAGE_ANALYTICS:IMPERSONATE',
    reason: 'Whoever reads this token in the browser may log events in the name of any user.',
    alternative:
      'Give the browser USAGE_ANALYTICS:ANALYTICS_DATA:EDIT and set the user in the `analytics` part of the grant.',
  },
  {
    privilege: 'SEARCH_API:VIEW_ALL_CONTENT',
    reason: 'Whoever reads this token in the browser sees every document, whatever its permissions.',
    alternative: 'Give the browser a search token for the signed-in user.',
  },
]

/** A warning for each privilege that a token meant for a browser should not carry; empty when there is none. */
export function browserPrivilegeWarnings(privileges: readonly PrivilegeLike[]): BrowserPrivilegeWarning[] {
  return privileges.flatMap((like) => {
    const privilege = normalizePrivilege(like)
    const { owner, targetDomain, type } = privilege
    const rule = rules.find((candidate) => hasPrivileges(candidate.privilege, { owner, targetDomain, type }))
    return rule ? [{ privilege, reason: rule.reason, alternative: rule.alternative }] : []
  })
}

const claimsSchema = z.looseObject({ body: z.looseObject({ privileges: receivedPrivilegesSchema }) })

/**
 * The same for a platform token, by the privileges in its claims. Empty for a search token, whose identity is fixed, and
 * for a token that cannot be read.
 */
export function browserTokenWarnings(token: string): BrowserPrivilegeWarning[] {
  try {
    return browserPrivilegeWarnings(claimsSchema.parse(decodeJwt(token)).body.privileges)
  } catch {
    return []
  }
}
