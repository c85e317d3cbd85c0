import { ApiError } from '../http/api-error.ts'
import type { ApiFamily, Call } from '../http/route.ts'
import { type ApiKeys, apiKeyNameOf, apiKeyPrivileges } from './api-keys.ts'
import { executeQuery, pushAnalytics } from './known-privileges.ts'
import { allows, type Privilege, privilegeName } from './privilege.ts'
import type { Revocations } from './revocations.ts'
import { anonymousIdentity, type SecurityIdentity } from './security-identity.ts'
import type { TokenReading } from './token-reader.ts'

/** Who makes a call, and what that allows. */
export interface Caller {
  kind: 'apiKey' | 'searchToken' | 'platformToken'
  privileges: readonly Privilege[]
  /** Whom queries act as. */
  identities: readonly SecurityIdentity[]
  /** What a search token forces upon each query. */
  enforced: { searchHub?: string | undefined; pipeline?: string | undefined; filter?: string | undefined }
}

/** How the emulator answers where Coveo's documents leave room; each can be changed while it runs. */
export interface RefusalSettings {
  /** Status for a search token that has ended. Default 419. */
  expiredTokenStatus: 401 | 419
  /** Status of the platform calls for a caller that lacks a privilege. Default 401, as slug 109 has it. */
  missingPrivilegeStatus: 401 | 403
}

export interface AuthenticatorOptions {
  organizationId: string
  apiKeys: ApiKeys
  revocations: Revocations
  readToken: (token: string) => Promise<TokenReading>
  settings: () => RefusalSettings
}

export interface Authenticator {
  /** The caller behind a key or token, or why there is none. */
  identify(credential: string): Promise<Caller | 'expired-search' | 'expired-platform' | 'invalid'>
  /** The caller of `call`, or the refusal that `family` answers with. */
  authenticate(call: Call, family: ApiFamily): Promise<Caller>
  /** Throws the refusal of `family` unless the caller holds one of `anyOf`. */
  demand(caller: Caller, anyOf: readonly Privilege[], family: ApiFamily): void
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { organizationId, apiKeys, revocations, readToken, settings } = options

  async function identify(credential: string) {
    if (revocations.isRevoked(credential)) return 'invalid'
    const keyName = apiKeyNameOf(apiKeys, credential)
    if (keyName) return caller('apiKey', apiKeyPrivileges[keyName])
    const reading = await readToken(credential)
    switch (reading.outcome) {
      case 'search': {
        if (reading.claims.organization !== organizationId) return 'invalid'
        const { userIds, searchHub, pipeline, filter } = reading.claims
        return caller('searchToken', [executeQuery, pushAnalytics], userIds, { searchHub, pipeline, filter })
      }
      case 'platform': {
        if (reading.claims.body.organizationId !== organizationId) return 'invalid'
        const { privileges, additionalConfiguration } = reading.claims.body
        return caller('platformToken', privileges, additionalConfiguration?.search?.userIds)
      }
      case 'expired':
        return reading.kind === 'search' ? 'expired-search' : 'expired-platform'
      default:
        return 'invalid'
    }
  }

  return {
    identify,
    async authenticate(call, family) {
      if (!call.bearer) throw unauthorized('The request carries no access token.', 'UNAUTHORIZED')
      const found = await identify(call.bearer)
      if (typeof found !== 'string') return found
      if (found === 'invalid') throw unauthorized('The access token is not valid.', 'INVALID_TOKEN', family)
      throw expired(family, found === 'expired-search' ? settings().expiredTokenStatus : 401)
    },
    demand(found, anyOf, family) {
      if (anyOf.some((required) => allows(found.privileges, required))) return
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

function caller(
  kind: Caller['kind'],
  privileges: readonly Privilege[],
  userIds: readonly SecurityIdentity[] = [],
  enforced: Caller['enforced'] = {},
): Caller {
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
