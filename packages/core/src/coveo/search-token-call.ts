import { checkParams } from './check-params.ts'
import type { CoveoRequest, CoveoResponse } from './coveo-request.ts'
import { type MintedToken, parseMintedTokenResponse } from './minted-token.ts'
import { maxSearchTokenMs, type SearchTokenParams, searchTokenParamsSchema } from './search-token-params.ts'

/** Builds `POST /rest/search/v2/token` (slug 56). Throws `grant-invalid` for parameters that Coveo would refuse. */
export function searchTokenRequest(params: SearchTokenParams, organizationId: string): CoveoRequest {
  return {
    family: 'search',
    method: 'POST',
    path: `/rest/search/v2/token?organizationId=${encodeURIComponent(organizationId)}`,
    body: checkParams(searchTokenParamsSchema, params),
  }
}

export interface SearchTokenExpectation {
  organizationId: string
  validFor?: number | undefined
}

/** Judges the answer to `searchTokenRequest`. */
export function parseSearchTokenResponse(answer: CoveoResponse, expectation: SearchTokenExpectation): MintedToken {
  const { organizationId, validFor = maxSearchTokenMs } = expectation
  return parseMintedTokenResponse(answer, { organizationId, requestedMs: validFor })
}
