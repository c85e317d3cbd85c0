import { ApiError } from '../api/api-error.ts'
import type { ApiFamily, ApiRequest } from '../api/route.ts'
import { type ApiKeys, apiKeyNameOf, apiKeyPrivileges } from './api-keys.ts'
import { hasPrivilege, type Privilege, privilegeName } from './privilege.ts'
import { executeQuery, pushAnalytics } from './privilege-catalog.ts'
import type { Revocations } from './revocations.ts'
import { anonymousIdentity, type SecurityIdentity } from './security-identity.ts'
import type { TokenVerification } from './token-verifier.ts'

/** The authenticated caller of a request. */
export interface Principal {
  kind: 'apiKey' | 'searchToken' | 'platformToken'
  privileges: readonly Privilege[]
  /** The identities that queries run as. */
  identities: readonly SecurityIdentity[]
  /** Query parameters that a search token enforces. */
  enforced: { searchHub?: string | undefined; pipeline?: string | undefined; filter?: string | undefined }
}

/** Response statuses that Coveo leaves undocumented; each can change at run time. */
export interface RefusalSettings {
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
  apiKeys: ApiKeys
  revocations: Revocations
  verifyToken: (token: string) => TokenVerification
  settings: () => RefusalSettings
}

export interface Authenticator {
  /** Resolves the principal of a key or token, or the reason for its rejection. */
  resolve(credential: string): Principal | 'expired-search' | 'expired-platform' | 'invalid'
  /** Resolves the principal of a request, or throws the error of `family`. */
  authenticate(request: ApiRequest, family: ApiFamily): Principal
  /** Throws the error of `family` unless the principal holds one of `anyOf`. */
  requirePrivilege(principal: Principal, anyOf: readonly Privilege[], family: ApiFamily): void
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { organizationId, apiKeys, revocations, verifyToken, settings } = options

  function resolve(credential: string) {
    if (revocations.isRevoked(credential)) return 'invalid'
    const keyName = apiKeyNameOf(apiKeys, credential)
    if (keyName) return principalOf('apiKey', apiKeyPrivileges[keyName])
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
    authenticate(request, family) {
      if (!request.bearer) throw unauthorized('The request carries no access token.', 'UNAUTHORIZED')
      const found = resolve(request.bearer)
      if (typeof found !== 'string') return found
      if (found === 'invalid') throw unauthorized('The access token is not valid.', 'INVALID_TOKEN', family)
      throw expired(family, found === 'expired-search' ? settings().expiredTokenStatus : 401)
    },
    requirePrivilege(principal, anyOf, family) {
      if (anyOf.some((required) => hasPrivilege(principal.privileges, required))) return
      const missing = anyOf.map(privilegeName).join(' or ')
      const status = family === 'platform' ? settings().missingPrivilegeStatus : 403
      const code = status === 401 ? 'UNAUTHORIZED' : family === 'platform' ? 'ACCESS_DENIED' : 'FORBIDDEN'
      throw new ApiError(`The access token lacks the privilege ${missing}.`, {
        status,
        code,
        type: 'AccessDeniedException',
      })
    },
  }
}

function principalOf(
  kind: Principal['kind'],
  privileges: readonly Privilege[],
  userIds: readonly SecurityIdentity[] = [],
  enforced: Principal['enforced'] = {},
): Principal {
  return { kind, privileges, identities: userIds.length > 0 ? userIds : [anonymousIdentity], enforced }
}

function unauthorized(message: string, code: string, family: ApiFamily = 'platform'): ApiError {
  if (family === 'analytics') return new ApiError(message, { status: 400, code, type: 'InvalidToken' })
  return new ApiError(message, {
    status: 401,
    code: family === 'search' ? 'UNAUTHORIZED' : code,
    type: 'InvalidTokenException',
  })
}

function expired(family: ApiFamily, status: number): ApiError {
  const message = 'The access token has expired.'
  if (family === 'analytics') return new ApiError(message, { status: 400, code: 'EXPIRED_TOKEN', type: 'InvalidToken' })
  return new ApiError(message, {
    status: family === 'search' ? status : 401,
    code: family === 'search' && status === 419 ? 'TOKEN_EXPIRED' : 'INVALID_TOKEN',
    type: 'InvalidTokenException',
  })
}
