import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { PlatformTokenRequest } from './platform-token-request.ts'
import type { SearchTokenRequest } from './search-token-request.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface TokenMintOptions {
  organizationId: string
  keys: SigningKeys
  clock: EmulatorClock
}

export interface TokenMint {
  searchToken(request: SearchTokenRequest, lifeMs: number): Promise<string>
  platformToken(request: PlatformTokenRequest, lifeMs: number): Promise<string>
}

/** Signs tokens with the claims that Coveo's own carry. */
export function createTokenMint({ organizationId, keys, clock }: TokenMintOptions): TokenMint {
  function times(lifeMs: number) {
    const now = clock.now()
    return { iat: Math.floor(now / 1000), exp: Math.floor((now + lifeMs) / 1000) }
  }

  return {
    searchToken({ validFor: _, ...request }, lifeMs) {
      const claims = {
        ...request,
        v8: true,
        tokenId: newTokenId(),
        organization: organizationId,
        roles: ['queryExecutor'],
        iss: 'SearchApi',
        ...times(lifeMs),
      }
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(keys.searchSecret)
    },
    platformToken({ body, sub }, lifeMs) {
      const tokenId = newTokenId()
      const claims = {
        version: 1,
        body: { ...body, organizationId },
        tokenId,
        jti: tokenId,
        iss: 'AuthorizationServer',
        ...(sub === undefined ? {} : { sub }),
        ...times(lifeMs),
      }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: keys.platformKeyId })
        .sign(keys.platformPrivateKey)
    },
  }
}

/** 26 lower-case base-32 characters, like Coveo's. */
function newTokenId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  return Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('')
}
