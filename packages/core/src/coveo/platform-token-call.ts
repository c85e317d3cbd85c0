import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { isoDuration } from './iso-duration.ts'
import { type MintExpectation, type MintedToken, parseMintedTokenResponse } from './minted-token.ts'
import { checkPlatformTokenParams, defaultPlatformTokenMs, type PlatformTokenParams } from './platform-token-params.ts'
import type { Privilege } from './privilege.ts'
import type { SecurityIdentity } from './security-identity.ts'

/**
 * Builds `POST /rest/organizations/{organizationId}/tokens`, payload inside `body`.
 * Throws `grant-invalid` for parameters that cannot be sent.
 *
 * @see https://docs.coveo.com/en/n3ge0020
 */
export function platformTokenRequest(params: PlatformTokenParams, organizationId: string): CoveoRequest {
  const { privileges, userIds, analytics, validityPeriodMs = defaultPlatformTokenMs } = checkPlatformTokenParams(params)
  const additionalConfiguration = {
    ...(userIds ? { search: { userIds: unique(userIds.map(completeIdentity)) } } : {}),
    ...(analytics ? { analytics: { event: analytics } } : {}),
  }
  const configured = Object.keys(additionalConfiguration).length > 0
  const period = encodeURIComponent(isoDuration(validityPeriodMs))
  return {
    family: 'platform',
    method: 'POST',
    path: `/rest/organizations/${encodeURIComponent(organizationId)}/tokens?validityPeriod=${period}`,
    body: {
      body: {
        organizationId,
        privileges: unique(privileges.map(completePrivilege)),
        ...(configured ? { additionalConfiguration } : {}),
      },
    },
  }
}

/** Every part, as in Coveo's samples. The order of the fields is part of `unique`. */
function completePrivilege(privilege: Privilege): Privilege {
  const { owner, targetDomain, type = 'ENABLE', targetId = '*', level = 'NORMAL' } = privilege
  return { owner, targetDomain, type, targetId, level }
}

function completeIdentity({ name, provider, type = 'User' }: SecurityIdentity): SecurityIdentity {
  return { name, provider, type }
}

/** Drops repeated items, which the published schema forbids. */
function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

export interface PlatformTokenExpectation extends Omit<MintExpectation, 'requestedMs'> {
  readonly validityPeriodMs?: number | undefined
}

/** Parses the response to `platformTokenRequest`. */
export function parsePlatformTokenResponse(
  response: CoveoResponse,
  expectation: PlatformTokenExpectation,
): MintedToken {
  const { validityPeriodMs = defaultPlatformTokenMs, ...rest } = expectation
  return parseMintedTokenResponse(response, { ...rest, requestedMs: validityPeriodMs })
}
