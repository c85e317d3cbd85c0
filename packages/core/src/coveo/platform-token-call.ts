import { checkParams } from './check-params.ts'
import type { CoveoRequest, CoveoResponse } from './coveo-request.ts'
import { msToDuration } from './iso-duration.ts'
import { type MintedToken, parseMintedTokenResponse } from './minted-token.ts'
import { defaultPlatformTokenMs, type PlatformTokenParams, platformTokenParamsSchema } from './platform-token-params.ts'

/**
 * Builds `POST /rest/organizations/{organizationId}/tokens` (slug n3ge0020), payload inside `body`.
 * Throws `grant-invalid` for parameters that cannot be sent.
 */
export function platformTokenRequest(params: PlatformTokenParams, organizationId: string): CoveoRequest {
  const {
    privileges,
    userIds,
    analytics,
    validityPeriodMs = defaultPlatformTokenMs,
  } = checkParams(platformTokenParamsSchema, params)
  const additionalConfiguration = {
    ...(userIds ? { search: { userIds } } : {}),
    ...(analytics ? { analytics: { event: analytics } } : {}),
  }
  const configured = Object.keys(additionalConfiguration).length > 0
  const period = encodeURIComponent(msToDuration(validityPeriodMs))
  return {
    family: 'platform',
    method: 'POST',
    path: `/rest/organizations/${encodeURIComponent(organizationId)}/tokens?validityPeriod=${period}`,
    body: { body: { organizationId, privileges, ...(configured ? { additionalConfiguration } : {}) } },
  }
}

export interface PlatformTokenExpectation {
  organizationId: string
  validityPeriodMs?: number | undefined
}

/** Judges the answer to `platformTokenRequest`. */
export function parsePlatformTokenResponse(answer: CoveoResponse, expectation: PlatformTokenExpectation): MintedToken {
  const { organizationId, validityPeriodMs = defaultPlatformTokenMs } = expectation
  return parseMintedTokenResponse(answer, { organizationId, requestedMs: validityPeriodMs })
}
