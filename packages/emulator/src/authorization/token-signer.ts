import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { signEdDsa, signHs256 } from './jwt.ts'
import type { PlatformTokenRequest } from './platform-token-request.ts'
import { randomId } from './random-id.ts'
import type { SearchTokenRequest } from './search-token-request.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface TokenSignerOptions {
  organizationId: string
  keys: SigningKeys
  clock: EmulatorClock
}

export interface TokenSigner {
  searchToken(request: SearchTokenRequest, lifetimeMs: number): string
  platformToken(request: PlatformTokenRequest, lifetimeMs: number): string
}

/** Signs tokens with the claims of Coveo's tokens. */
export function createTokenSigner({ organizationId, keys, clock }: TokenSignerOptions): TokenSigner {
  function times(lifetimeMs: number) {
    const now = clock.now()
    return { exp: Math.floor((now + lifetimeMs) / 1000), iat: Math.floor(now / 1000) }
  }

  return {
    searchToken({ validFor: _, userIds, dictionaryFieldContext, ...request }, lifetimeMs) {
      const claims = {
        v8: true,
        ...(dictionaryFieldContext ? { enforcedDictionaryFieldContext: dictionaryFieldContext } : {}),
        tokenId: randomId(),
        organization: organizationId,
        userIds,
        roles: ['queryExecutor'],
        iss: 'SearchApi',
        ...times(lifetimeMs),
        ...request,
      }
      return signHs256(claims, keys.searchSecret)
    },
    platformToken({ body, sub }, lifetimeMs) {
      const tokenId = randomId()
      const claims = {
        version: 1,
        body: { ...body, organizationId },
        tokenId,
        jti: tokenId,
        iss: 'AuthorizationServer',
        ...(sub === undefined ? {} : { sub }),
        ...times(lifetimeMs),
      }
      return signEdDsa(claims, keys.platform)
    },
  }
}
