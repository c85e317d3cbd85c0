import { checkParams } from './check-params.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { isoDuration } from './iso-duration.ts'
import { type MintExpectation, type MintedToken, parseMintedTokenResponse } from './minted-token.ts'
import { defaultPlatformTokenMs, type PlatformTokenParams, platformTokenParamsSchema } from './platform-token-params.ts'

/**
 * Builds `POST /rest/organizations/{organizationId}/tokens`, payload inside `body`.
 * Throws `grant-invalid` for parameters that cannot be sent.
 *
 * @see https://docs.coveo.com/en/n3ge0020
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
  const period = encodeURIComponent(isoDuration(validityPeriodMs))
  return {
    family: 'platform',
    method: 'POST',
    path: `/rest/organizations/${encodeURIComponent(organizationId)}/tokens?validityPeriod=${period}`,
    body: { body: { organizationId, privileges, ...(configured ? { additionalConfiguration } : {}) } },
  }
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
