import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { PlatformTokenRequest } from './platform-token-request.ts'
import type { SearchTokenRequest } from './search-token-request.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface TokenSignerOptions {
  organizationId: string
  keys: SigningKeys
  clock: EmulatorClock
}

export interface TokenSigner {
  searchToken(request: SearchTokenRequest, lifetimeMs: number): Promise<string>
  platformToken(request: PlatformTokenRequest, lifetimeMs: number): Promise<string>
}

/** Signs tokens with the claims of Coveo's tokens. */
export function createTokenSigner({ organizationId, keys, clock }: TokenSignerOptions): TokenSigner {
  function times(lifetimeMs: number) {
    const now = clock.now()
    return { iat: Math.floor(now / 1000), exp: Math.floor((now + lifetimeMs) / 1000) }
  }

  return {
    searchToken({ validFor: _, ...request }, lifetimeMs) {
      const claims = {
        ...request,
        v8: true,
        tokenId: newTokenId(),
        organization: organizationId,
        roles: ['queryExecutor'],
        iss: 'SearchApi',
        ...times(lifetimeMs),
      }
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(keys.searchSecret)
    },
    platformToken({ body, sub }, lifetimeMs) {
      const tokenId = newTokenId()
      const claims = {
        version: 1,
        body: { ...body, organizationId },
        tokenId,
        jti: tokenId,
        iss: 'AuthorizationServer',
        ...(sub === undefined ? {} : { sub }),
        ...times(lifetimeMs),
      }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: keys.platformKeyId })
        .sign(keys.platformPrivateKey)
    },
  }
}

/** Returns 26 lower-case base-32 characters, the format of Coveo's token ids. */
function newTokenId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  return Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('')
}
