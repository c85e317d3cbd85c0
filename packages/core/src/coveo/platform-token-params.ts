import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'
import { finiteNumber } from '../shared/finite-number.ts'
import { checkParams } from './check-params.ts'
import { nonEmptyListOf } from './non-empty-list.ts'
import { type PrivilegeLike, parsePrivilege } from './privilege.ts'
import { requestedPrivilegeSchema } from './privilege-schema.ts'
import { type SecurityIdentity, securityIdentitySchema } from './security-identity.ts'

/** Coveo's default lifetime of a platform token, in milliseconds. @see https://docs.coveo.com/en/n3ge0020 */
export const defaultPlatformTokenMs = 86_400_000

/** The rights of a platform token. It cannot enforce a hub, a pipeline or a filter. @see https://docs.coveo.com/en/n3ge0020 */
export interface PlatformTokenParams {
  /** At least one; the API key must hold each of them. Absent parts are sent as `ENABLE`, `*` and `NORMAL`. */
  readonly privileges: readonly PrivilegeLike[]
  /** The identities that queries run as. Needs `SEARCH_API:IMPERSONATE`. */
  readonly userIds?: readonly SecurityIdentity[] | undefined
  /** The user that analytics events are logged for. */
  readonly analytics?:
    | { readonly userId?: string | undefined; readonly userDisplayName?: string | undefined }
    | undefined
  /** Lifetime in milliseconds, whole seconds only. Default 86 400 000 (24 h). Coveo publishes no bounds. */
  readonly validityPeriodMs?: number | undefined
}

/** Rejects unknown fields, and values that Coveo would reject, before anything is sent. */
export const platformTokenParamsSchema = z.strictObject({
  privileges: nonEmptyListOf(requestedPrivilegeSchema, 'needs at least one privilege'),
  userIds: z.optional(z.array(securityIdentitySchema)),
  analytics: z.optional(z.strictObject({ userId: z.optional(anyString), userDisplayName: z.optional(anyString) })),
  validityPeriodMs: z.optional(
    finiteNumber.check(
      z.refine((ms) => ms > 0, 'must be more than 0'),
      z.refine((ms) => ms % 1_000 === 0, 'must be a whole number of seconds'),
    ),
  ),
})

/** Parses the parameters, privileges as text included. Throws `grant-invalid` for parameters that cannot be sent. */
export function checkPlatformTokenParams(params: unknown) {
  const { privileges } = Object(params)
  const parsed = Array.isArray(privileges) ? privileges.map(parseText) : privileges
  return checkParams(platformTokenParamsSchema, { ...Object(params), privileges: parsed })
}

/** A malformed text stays text, which the schema rejects. */
function parseText(privilege: unknown): unknown {
  try {
    return typeof privilege === 'string' ? parsePrivilege(privilege) : privilege
  } catch {
    return privilege
  }
}
