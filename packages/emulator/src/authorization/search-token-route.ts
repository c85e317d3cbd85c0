import { parseInput } from '../api/parse-input.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator } from './authenticator.ts'
import { impersonate } from './privilege-catalog.ts'
import { type MintingSettings, requireMintingCaller } from './require-minting-caller.ts'
import { requireOrganization } from './require-organization.ts'
import { searchTokenRequestSchema } from './search-token-request.ts'
import type { TokenSigner } from './token-signer.ts'

export interface SearchTokenRouteOptions {
  organizationId: string
  authenticator: Authenticator
  signer: TokenSigner
  settings: () => MintingSettings
  /** Throws a 400 for a filter that the search routes cannot evaluate. */
  checkFilter: (filter: string) => void
}

/**
 * Creates search tokens.
 * @see https://docs.coveo.com/en/56
 */
export function searchTokenRoutes(options: SearchTokenRouteOptions): Route[] {
  const { organizationId, authenticator, signer, settings, checkFilter } = options

  function createSearchToken(request: ApiRequest): ApiResponse {
    const principal = authenticator.authenticate(request, 'search')
    requireOrganization(request.query.get('organizationId'), organizationId)
    requireMintingCaller(principal, settings())
    authenticator.requirePrivilege(principal, [impersonate], 'search')
    const body = parseInput(searchTokenRequestSchema, request.body)
    if (body.filter) checkFilter(body.filter)
    return { json: { token: signer.searchToken(body, settings().tokenLifeMs ?? body.validFor) } }
  }

  return ['/rest/search/v2/token', '/rest/search/v3/token', '/rest/search/token'].map((path) => ({
    name: 'searchToken',
    family: 'search',
    methods: ['POST'],
    path,
    strictJson: true,
    handle: createSearchToken,
  }))
}
