import { randomBytes } from 'node:crypto'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import type { ApiResponse } from '../api/route.ts'
import type { SigningKeys } from '../authorization/signing-keys.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { TokenFault } from './fault.ts'

export interface TokenCorrupterOptions {
  keys: SigningKeys
  clock: EmulatorClock
}

/** Creates the function that makes the token of a response invalid in one way. */
export function createTokenCorrupter({ keys, clock }: TokenCorrupterOptions) {
  function sign(payload: JWTPayload): Promise<string> {
    if (payload.organization !== undefined) {
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(keys.searchSecret)
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA', kid: keys.platformKeyId })
      .sign(keys.platformPrivateKey)
  }

  return async function corruptToken(response: ApiResponse, fault: TokenFault): Promise<ApiResponse> {
    if ((response.status ?? 200) >= 400) return response
    if (fault === 'missing') return { json: {} }
    if (fault === 'empty') return { json: { token: '' } }
    if (fault === 'garbage') return { json: { token: 'undefined' } }
    const { token } = response.json as { token: string }
    const claims = decodeJwt(token)
    if (fault === 'wrong-signature') {
      const at = token.lastIndexOf('.') + 1
      return { json: { token: token.slice(0, at) + randomBytes(((token.length - at) * 3) >> 2).toString('base64url') } }
    }
    return { json: { token: await sign(corruptClaims(claims, { fault, now: clock.now() })) } }
  }
}

function corruptClaims(claims: JWTPayload, { fault, now }: { fault: TokenFault; now: number }): JWTPayload {
  const seconds = Math.floor(now / 1000)
  switch (fault) {
    case 'expired':
      return { ...claims, iat: seconds - 3600, exp: seconds - 60 }
    case 'exp-in-milliseconds':
      return { ...claims, exp: (claims.exp ?? seconds) * 1000 }
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
function withIdentity(claims: JWTPayload): JWTPayload {
  const userIds = [{ name: 'other.user@example.com', provider: 'Email Security Provider', type: 'User' }]
  if (claims.organization !== undefined) return { ...claims, userIds }
  return { ...claims, body: { ...(claims.body as object), additionalConfiguration: { search: { userIds } } } }
}
