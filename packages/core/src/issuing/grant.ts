import { checkParams } from '../coveo/check-params.ts'
import { type PlatformTokenParams, platformTokenParamsSchema } from '../coveo/platform-token-params.ts'
import { type SearchTokenParams, searchTokenParamsSchema } from '../coveo/search-token-params.ts'
import type { SecurityIdentity } from '../coveo/security-identity.ts'

/** What one search token will allow. */
export interface SearchGrant extends SearchTokenParams {
  readonly kind: 'search'
}

/** What one platform token will allow. */
export interface PlatformGrant extends PlatformTokenParams {
  readonly kind: 'platform'
}

/** What one token will allow: the typed body of the Coveo call that creates it. */
export type Grant = SearchGrant | PlatformGrant

/** A grant for a search token (slug 56): the usual choice for a search page. Its values are checked when a token is minted. */
export function searchGrant(params: SearchTokenParams): SearchGrant {
  return { kind: 'search', ...params }
}

/** A grant for a platform token (slug n3ge0020): privileges of your choice, for analytics or Case Assist for example. */
export function platformGrant(params: PlatformTokenParams): PlatformGrant {
  return { kind: 'platform', ...params }
}

/** The identity of the person with this email address, as Coveo's built-in email security provider knows it (slug 56). */
export function emailIdentity(email: string): SecurityIdentity {
  return { name: email, provider: 'Email Security Provider', type: 'User' }
}

/** The identity of someone who is not signed in (slug 56): sees public content only. */
export function anonymousIdentity(): SecurityIdentity {
  return { name: 'anonymous', provider: 'Email Security Provider', type: 'User' }
}

/** Returns the grant with `lifetimeMs` where it names no lifetime. Throws a `grant-invalid` that names every wrong field. */
export function checkedGrant(grant: Grant, lifetimeMs: number): Grant {
  const { kind, ...params } = grant
  if (kind === 'search') {
    const search = checkParams(searchTokenParamsSchema, params)
    return { ...search, kind, validFor: search.validFor ?? lifetimeMs }
  }
  const platform = checkParams(platformTokenParamsSchema, params)
  return { ...platform, kind, validityPeriodMs: platform.validityPeriodMs ?? lifetimeMs }
}
