import { ApiError } from '../api/api-error.ts'
import type { ApiFamily, ApiRequest } from '../api/route.ts'
import type { ApiKey, ApiKeyStore } from './api-key-store.ts'
import { requireAllowedAddress } from './ip-restrictions.ts'
import { hasPrivilege, type Privilege, privilegeName } from './privilege.ts'
import { executeQuery, organizationPrivileges, pushAnalytics } from './privilege-catalog.ts'
import type { Revocations } from './revocations.ts'
import { anonymousIdentity, type SecurityIdentity } from './security-identity.ts'
import { expiredToken, invalidToken, missingToken } from './token-errors.ts'
import type { TokenVerification } from './token-verifier.ts'

/** The authenticated caller of a request. */
export interface Principal {
  kind: 'apiKey' | 'oauthToken' | 'searchToken' | 'platformToken'
  privileges: readonly Privilege[]
  /** The identities that queries run as. */
  identities: readonly SecurityIdentity[]
  /** Query parameters that the key or the search token enforces. */
  enforced: { searchHub?: string | undefined; pipeline?: string | undefined; filter?: string | undefined }
  /** The API key, with its restrictions. */
  key?: ApiKey
}

/** Response statuses that Coveo leaves undocumented; each can change at run time. */
export interface RejectionSettings {
  /** Status for an expired search token. Default 419. */
  expiredTokenStatus: 401 | 419
  /**
   * Status of platform routes for a caller that lacks a privilege. Default 401.
   * @see https://docs.coveo.com/en/109
   */
  missingPrivilegeStatus: 401 | 403
}

export interface AuthenticatorOptions {
  organizationId: string
  apiKeys: ApiKeyStore
  /** The OAuth token of an administrator. */
  adminToken: string
  revocations: Revocations
  verifyToken: (token: string) => TokenVerification
  settings: () => RejectionSettings
}

export interface Authenticator {
  /** Resolves the principal of a key or token, or the reason for its rejection. */
  resolve(credential: string): Principal | 'expired-search' | 'expired-platform' | 'invalid'
  /** Resolves the principal of a request, or throws the error of `family`. */
  authenticate(request: Pick<ApiRequest, 'bearer' | 'address'>, family: ApiFamily): Principal
  /** Throws the error of `family` unless the principal holds one of `anyOf`. */
  requirePrivilege(principal: Principal, anyOf: readonly Privilege[], family: ApiFamily): void
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { organizationId, apiKeys, adminToken, revocations, verifyToken, settings } = options

  function resolve(credential: string) {
    if (revocations.isRevoked(credential)) return 'invalid'
    const key = apiKeys.find(credential)
    if (key) return keyPrincipal(key, apiKeys.privilegesOf(key))
    if (credential === adminToken) return principalOf('oauthToken', organizationPrivileges)
    const verification = verifyToken(credential)
    switch (verification.outcome) {
      case 'search': {
        if (verification.claims.organization !== organizationId) return 'invalid'
        const { userIds, searchHub, pipeline, filter } = verification.claims
        return principalOf('searchToken', [executeQuery, pushAnalytics], userIds, { searchHub, pipeline, filter })
      }
      case 'platform': {
        if (verification.claims.body.organizationId !== organizationId) return 'invalid'
        const { privileges, additionalConfiguration } = verification.claims.body
        return principalOf('platformToken', privileges, additionalConfiguration?.search?.userIds)
      }
      case 'expired':
        return verification.kind === 'search' ? 'expired-search' : 'expired-platform'
      default:
        return 'invalid'
    }
  }

  return {
    resolve,
    authenticate({ bearer, address }, family) {
      if (!bearer) throw missingToken(family)
      const found = resolve(bearer)
      if (typeof found !== 'string') {
        if (found.key) requireAllowedAddress(found.key, address)
        return found
      }
      if (found === 'invalid') throw invalidToken(family)
      throw expiredToken(family, found === 'expired-search' ? settings().expiredTokenStatus : 401)
    },
    requirePrivilege({ privileges }, anyOf, family) {
      if (anyOf.some((required) => hasPrivilege(privileges, required))) return
      if (family === 'search') {
        throw new ApiError('Access Denied', { status: 403, code: 'FORBIDDEN', type: 'AccessDeniedException' })
      }
      const missing = anyOf.map(privilegeName).join(' or ')
      const status = family === 'platform' ? settings().missingPrivilegeStatus : 403
      throw new ApiError(`The access token lacks the privilege ${missing}.`, {
        status,
        code: status === 401 ? 'UNAUTHORIZED' : 'ACCESS_DENIED',
        type: 'AccessDeniedException',
      })
    },
  }
}

function keyPrincipal(key: ApiKey, privileges: readonly Privilege[]): Principal {
  const { enforcedQueryPipelineConfiguration, apiKeyQueryAuthentication } = key.additionalConfiguration?.search ?? {}
  const enforced = { searchHub: enforcedQueryPipelineConfiguration?.searchHub }
  return { ...principalOf('apiKey', privileges, apiKeyQueryAuthentication, enforced), key }
}

function principalOf(
  kind: Principal['kind'],
  privileges: readonly Privilege[],
  userIds: readonly SecurityIdentity[] = [],
  enforced: Principal['enforced'] = {},
): Principal {
  return { kind, privileges, identities: userIds.length > 0 ? userIds : [anonymousIdentity], enforced }
}
