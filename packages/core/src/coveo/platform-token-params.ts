import { listOf, nonEmptyListOf, numberShape, objectOf, optional, textShape, withRules } from '../shared/shape.ts'
import { checkParams } from './check-params.ts'
import { type Privilege, type PrivilegeLike, parsePrivilege } from './privilege.ts'
import { requestedPrivilegeShape } from './privilege-shape.ts'
import { type SecurityIdentity, securityIdentityShape } from './security-identity.ts'

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

/** The parameters with every privilege parsed. */
type ParsedParams = Omit<PlatformTokenParams, 'privileges'> & { readonly privileges: readonly Privilege[] }

/** Rejects unknown fields, and values that Coveo would reject, before anything is sent. */
const platformTokenParamsShape = objectOf<ParsedParams>({
  privileges: nonEmptyListOf(requestedPrivilegeShape, 'needs at least one privilege'),
  userIds: optional(listOf(securityIdentityShape)),
  analytics: optional(objectOf({ userId: optional(textShape), userDisplayName: optional(textShape) })),
  validityPeriodMs: optional(
    withRules(
      numberShape,
      [(ms) => ms > 0, 'must be more than 0'],
      [(ms) => ms % 1_000 === 0, 'must be a whole number of seconds'],
    ),
  ),
})

/** Parses the parameters, privileges as text included. Throws `grant-invalid` for parameters that cannot be sent. */
export function checkPlatformTokenParams(params: unknown): ParsedParams {
  const { privileges } = Object(params)
  const parsed = Array.isArray(privileges) ? privileges.map(parseText) : privileges
  return checkParams(platformTokenParamsShape, { ...Object(params), privileges: parsed })
}

/** A malformed text stays text, which the shape rejects. */
function parseText(privilege: unknown): unknown {
  try {
    return typeof privilege === 'string' ? parsePrivilege(privilege) : privilege
  } catch {
    return privilege
  }
}
