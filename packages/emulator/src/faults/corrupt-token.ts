import type { ApiResponse } from '../api/route.ts'
import { decodeJwt, type JwtClaims, signEdDsa, signHs256 } from '../authorization/jwt.ts'
import { randomBytes } from '../authorization/random-bytes.ts'
import type { SigningKeys } from '../authorization/signing-keys.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { encodeBase64url } from '../encoding/base64url.ts'
import type { TokenFault } from './fault.ts'

export interface TokenCorrupterOptions {
  keys: SigningKeys
  clock: EmulatorClock
}

export type CorruptToken = (response: ApiResponse, fault: TokenFault) => ApiResponse

/** Creates the function that makes the token of a response invalid in one way. */
export function createTokenCorrupter({ keys, clock }: TokenCorrupterOptions): CorruptToken {
  function sign(claims: JwtClaims): string {
    return claims.organization === undefined ? signEdDsa(claims, keys.platform) : signHs256(claims, keys.searchSecret)
  }

  return function corruptToken(response, fault) {
    if ((response.status ?? 200) >= 400) return response
    if (fault === 'missing') return { json: {} }
    if (fault === 'empty') return { json: { token: '' } }
    if (fault === 'garbage') return { json: { token: 'undefined' } }
    const { token } = response.json as { token: string }
    const jwt = decodeJwt(token)
    if (!jwt) return response
    if (fault === 'wrong-signature') {
      const signature = encodeBase64url(randomBytes((jwt.signature.length * 3) >> 2))
      return { json: { token: `${jwt.input}.${signature}` } }
    }
    return { json: { token: sign(corruptClaims(jwt.claims, { fault, now: clock.now() })) } }
  }
}

function corruptClaims(claims: JwtClaims, { fault, now }: { fault: TokenFault; now: number }): JwtClaims {
  const seconds = Math.floor(now / 1000)
  switch (fault) {
    case 'expired':
      return { ...claims, iat: seconds - 3600, exp: seconds - 60 }
    case 'exp-in-milliseconds':
      return { ...claims, exp: (typeof claims.exp === 'number' ? claims.exp : seconds) * 1000 }
    case 'no-exp': {
      const { exp: _, ...rest } = claims
      return rest
    }
    case 'wrong-organization':
      return claims.organization === undefined
        ? { ...claims, body: { ...(claims.body as object), organizationId: 'another-organization' } }
        : { ...claims, organization: 'another-organization' }
    default:
      return withIdentity(claims)
  }
}

/** Returns the same token for another user, as if Coveo had confused two requests. */
function withIdentity(claims: JwtClaims): JwtClaims {
  const userIds = [{ name: 'other.user@example.com', provider: 'Email Security Provider', type: 'User' }]
  if (claims.organization !== undefined) return { ...claims, userIds }
  return { ...claims, body: { ...(claims.body as object), additionalConfiguration: { search: { userIds } } } }
}
