import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import { requireAllowedUserIds } from './api-key-configuration.ts'
import type { Authenticator, Principal } from './authenticator.ts'
import { impersonate } from './privilege-catalog.ts'
import { type MintingSettings, requireMintingCaller } from './require-minting-caller.ts'
import { requireOrganization } from './require-organization.ts'
import { type SearchTokenRequest, searchTokenParameters } from './search-token-request.ts'
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
    const body = withKeyConfiguration(request.parse(searchTokenParameters, request.body), principal)
    requireAllowedUserIds(body.userIds, principal.key?.additionalConfiguration)
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

/** Returns the request with the search hub and the catalog that the API key enforces. */
function withKeyConfiguration(request: SearchTokenRequest, { enforced, key }: Principal): SearchTokenRequest {
  const catalogId = key?.additionalConfiguration?.commerce?.catalogId
  return {
    ...request,
    ...(enforced.searchHub === undefined ? {} : { searchHub: enforced.searchHub }),
    ...(catalogId === undefined ? {} : { commerce: { ...request.commerce, catalogId } }),
  }
}
