import * as z from 'zod/mini'
import { normalizePrivilege, type Privilege, type PrivilegeLike } from '../coveo/privilege.ts'
import { flattenPrivileges, receivedPrivilegesSchema } from '../coveo/privilege-schema.ts'
import { readTokenClaims } from '../shared/token-claims.ts'

/** The reason why a privilege does not belong in a token that a browser can read. @see https://docs.coveo.com/en/105 */
export interface BrowserPrivilegeWarning {
  /** In normal form. */
  readonly privilege: Privilege
  /** `note` for a privilege that Coveo's own public keys hold too. */
  readonly severity: 'warning' | 'note'
  readonly reason: string
  /** The privileges or the token to use instead. */
  readonly alternative: string
}

/** By owner and domain, each of the type `ENABLE` and with any target or level. */
const rules: Readonly<Record<string, Omit<BrowserPrivilegeWarning, 'privilege'>>> = {
  'SEARCH_API:IMPERSONATE': {
    severity: 'warning',
    reason:
      'Every reader of this token may impersonate; Coveo does not document that it rejects such a token for another identity.',
    alternative:
      'Send a search token, which fixes the identity, or one with SEARCH_API:EXECUTE_QUERY and USAGE_ANALYTICS:ANALYTICS_DATA:EDIT.',
  },
  'USAGE_ANALYTICS:IMPERSONATE': {
    severity: 'note',
    reason:
      'Every reader of this token may log events in the name of any user, as with a key of the "Anonymous search" template.',
    alternative: 'Send USAGE_ANALYTICS:ANALYTICS_DATA:EDIT, and name the user in `analytics` of the grant.',
  },
  'SEARCH_API:VIEW_ALL_CONTENT': {
    severity: 'warning',
    reason: 'Every reader of this token may find every document.',
    alternative: 'Send a search token of the signed-in user.',
  },
}

/** A warning or note for each privilege that a token for a browser should not hold. Empty if there is none. */
export function browserPrivilegeWarnings(privileges: readonly PrivilegeLike[]): BrowserPrivilegeWarning[] {
  return privileges.flatMap((like) => {
    const privilege = normalizePrivilege(like)
    const { owner, targetDomain, type } = privilege
    const name = `${owner}:${targetDomain}`
    return type === undefined && Object.hasOwn(rules, name)
      ? [{ ...(rules[name] as (typeof rules)[string]), privilege }]
      : []
  })
}

/**
 * The same for a platform token, by the privileges in its claims. Empty for a search token, whose identity is fixed, and
 * for a token that cannot be decoded.
 */
export function browserTokenWarnings(token: string): BrowserPrivilegeWarning[] {
  const { privileges } = Object(readTokenClaims(token)?.body)
  const { data } = z.safeParse(receivedPrivilegesSchema, privileges)
  return data ? browserPrivilegeWarnings(flattenPrivileges(data)) : []
}
