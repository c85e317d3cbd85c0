import { ApiError, badRequest } from '../api/api-error.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import { requireAllowedUserIds } from './api-key-configuration.ts'
import type { Authenticator } from './authenticator.ts'
import { parseIsoDuration } from './iso-duration.ts'
import { platformTokenParameters } from './platform-token-request.ts'
import { hasPrivilege, type Privilege } from './privilege.ts'
import { impersonate } from './privilege-catalog.ts'
import { type MintingSettings, requireMintingCaller } from './require-minting-caller.ts'
import { requireOrganization } from './require-organization.ts'
import type { TokenSigner } from './token-signer.ts'

export interface PlatformTokenSettings {
  /** Whether `userIds` need SEARCH_API/IMPERSONATE among the token's privileges. Default true, otherwise 403. */
  userIdsRequireImpersonate: boolean
}

export interface PlatformTokenRouteOptions {
  organizationId: string
  authenticator: Authenticator
  signer: TokenSigner
  settings: () => MintingSettings & PlatformTokenSettings
}

/**
 * Creates platform tokens.
 * @see https://docs.coveo.com/en/n3ge0020
 */
export function platformTokenRoute(options: PlatformTokenRouteOptions): Route {
  const { organizationId, authenticator, signer, settings } = options

  function createPlatformToken(request: ApiRequest): ApiResponse {
    const principal = authenticator.authenticate(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    requireMintingCaller(principal, settings())
    const lifetimeMs = parseValidityPeriod(request)
    const payload = request.parse(platformTokenParameters, request.body)
    const { organizationId: requestedOrganization, privileges, additionalConfiguration } = payload.body
    if (requestedOrganization !== undefined) requireOrganization(requestedOrganization, organizationId)
    for (const requested of privileges) authenticator.requirePrivilege(principal, [requested], 'platform')
    if (additionalConfiguration?.search?.userIds) {
      authenticator.requirePrivilege(principal, [impersonate], 'platform')
      if (settings().userIdsRequireImpersonate) requireImpersonate(privileges)
      requireAllowedUserIds(additionalConfiguration.search.userIds, principal.key?.additionalConfiguration)
    }
    return { json: { token: signer.platformToken(payload, settings().tokenLifeMs ?? lifetimeMs) } }
  }

  return {
    name: 'platformToken',
    family: 'platform',
    methods: ['POST'],
    path: '/rest/organizations/:organizationId/tokens',
    strictJson: true,
    handle: createPlatformToken,
  }
}

/** @see https://docs.coveo.com/en/n3ge0020 */
function requireImpersonate(privileges: readonly Privilege[]): void {
  if (hasPrivilege(privileges, impersonate)) return
  throw new ApiError(
    'userIds need the privilege SEARCH_API:IMPERSONATE in the token. Add it to privileges, or remove userIds.',
    { status: 403, code: 'ACCESS_DENIED' },
  )
}

function parseValidityPeriod({ query }: ApiRequest): number {
  const lifetimeMs = parseIsoDuration(query.get('validityPeriod') ?? 'PT24H')
  if (lifetimeMs) return lifetimeMs
  throw badRequest(
    'validityPeriod must be an ISO-8601 duration longer than zero, such as PT24H or P1D.',
    'INVALID_VALIDITY_PERIOD',
  )
}
