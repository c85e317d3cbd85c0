import { checkParams } from './check-params.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { type MintExpectation, type MintedToken, parseMintedTokenResponse } from './minted-token.ts'
import { maxSearchTokenMs, type SearchTokenParams, searchTokenParamsSchema } from './search-token-params.ts'

/**
 * Builds `POST /rest/search/v2/token`. Throws `grant-invalid` for parameters that Coveo would reject.
 *
 * @see https://docs.coveo.com/en/56
 */
export function searchTokenRequest(params: SearchTokenParams, organizationId: string): CoveoRequest {
  return {
    family: 'search',
    method: 'POST',
    path: `/rest/search/v2/token?organizationId=${encodeURIComponent(organizationId)}`,
    body: checkParams(searchTokenParamsSchema, params),
  }
}

export interface SearchTokenExpectation extends Omit<MintExpectation, 'requestedMs'> {
  readonly validFor?: number | undefined
}

/** Parses the response to `searchTokenRequest`. */
export function parseSearchTokenResponse(response: CoveoResponse, expectation: SearchTokenExpectation): MintedToken {
  const { validFor = maxSearchTokenMs, ...rest } = expectation
  return parseMintedTokenResponse(response, { ...rest, requestedMs: validFor })
}
