import { checkParams } from '../coveo/check-params.ts'
import { checkPlatformTokenParams, type PlatformTokenParams } from '../coveo/platform-token-params.ts'
import { type SearchTokenParams, searchTokenParamsSchema } from '../coveo/search-token-params.ts'
import type { SecurityIdentity } from '../coveo/security-identity.ts'
import { tokenError } from '../shared/error-table.ts'

/** The rights of one search token. */
export interface SearchGrant extends SearchTokenParams {
  readonly kind: 'search'
}

/** The rights of one platform token. */
export interface PlatformGrant extends PlatformTokenParams {
  readonly kind: 'platform'
}

/** The rights of one token: plain data, checked when the token is minted. */
export type Grant = SearchGrant | PlatformGrant

/** The usual grant of a search page. @see https://docs.coveo.com/en/56 */
export function searchGrant(params: SearchTokenParams): SearchGrant {
  return { kind: 'search', ...params }
}

/** The rights of a search token for a storefront. The Commerce API sets hub and pipeline itself. @see https://docs.coveo.com/en/o8ld0051 */
export interface CommerceTokenParams extends Omit<SearchTokenParams, 'searchHub' | 'pipeline' | 'filter' | 'commerce'> {
  readonly catalogId?: string | undefined
  /** Query expression that every product must also match. */
  readonly filter?: string | undefined
  readonly searchHub?: never
  readonly pipeline?: never
}

/** The grant of a storefront: a search token without a hub. Throws a `TokenError` `grant-invalid` for a hub or a pipeline. */
export function commerceGrant({ catalogId, filter, ...params }: CommerceTokenParams): SearchGrant {
  for (const name of ['searchHub', 'pipeline'] as const) {
    if (params[name] === undefined) continue
    throw tokenError(
      'grant-invalid',
      `A commerce grant cannot contain \`${name}\`, which the Commerce API sets: remove it.`,
    )
  }
  const commerce = { ...(catalogId !== undefined && { catalogId }), ...(filter !== undefined && { filter }) }
  return { kind: 'search', ...params, ...(Object.keys(commerce).length > 0 && { commerce }) }
}

/** A grant of chosen privileges, for analytics or Case Assist. @see https://docs.coveo.com/en/n3ge0020 */
export function platformGrant(params: PlatformTokenParams): PlatformGrant {
  return { kind: 'platform', ...params }
}

/** The user with this address in Coveo's built-in email provider. @see https://docs.coveo.com/en/56 */
export function emailIdentity(email: string): SecurityIdentity {
  return { name: email, provider: 'Email Security Provider', type: 'User' }
}

/** A visitor who is not signed in: sees public content only. @see https://docs.coveo.com/en/56 */
export function anonymousIdentity(): SecurityIdentity {
  return { name: 'anonymous', provider: 'Email Security Provider', type: 'User' }
}

/** Whether this looks like a grant. `checkedGrant` checks its fields. */
export function isGrant(value: unknown): value is Grant {
  const { kind } = Object(value)
  return kind === 'search' || kind === 'platform'
}

/** Returns the grant with `lifetimeMs` where it names no lifetime. Throws a `grant-invalid` that names every wrong field. */
export function checkedGrant(grant: Grant, lifetimeMs: number): Grant {
  const { kind, ...params } = grant
  if (kind === 'search') {
    const search = checkParams(searchTokenParamsSchema, params)
    return { ...search, kind: 'search', validFor: search.validFor ?? lifetimeMs }
  }
  const platform = checkPlatformTokenParams(params)
  return { ...platform, kind: 'platform', validityPeriodMs: platform.validityPeriodMs ?? lifetimeMs }
}
