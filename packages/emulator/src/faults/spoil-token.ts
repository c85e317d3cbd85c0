import { randomBytes } from 'node:crypto'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import type { SigningKeys } from '../authorization/signing-keys.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { Answer } from '../http/route.ts'
import type { TokenFault } from './fault.ts'

export interface SpoilTokenOptions {
  keys: SigningKeys
  clock: EmulatorClock
}

/** Makes the token in an answer wrong in one way; what stays of it is signed as ever. */
export function createTokenSpoiler({ keys, clock }: SpoilTokenOptions) {
  function sign(payload: JWTPayload): Promise<string> {
    if (payload.organization !== undefined) {
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(keys.searchSecret)
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA', kid: keys.platformKeyId })
      .sign(keys.platformPrivateKey)
  }

  return async function spoilToken(answer: Answer, fault: TokenFault): Promise<Answer> {
    if ((answer.status ?? 200) >= 400) return answer
    if (fault === 'missing') return { json: {} }
    if (fault === 'empty') return { json: { token: '' } }
    if (fault === 'garbage') return { json: { token: 'undefined' } }
    const { token } = answer.json as { token: string }
    const claims = decodeJwt(token)
    if (fault === 'wrong-signature') {
      const at = token.lastIndexOf('.') + 1
      return { json: { token: token.slice(0, at) + randomBytes(((token.length - at) * 3) >> 2).toString('base64url') } }
    }
    return { json: { token: await sign(spoilClaims(claims, { fault, now: clock.now() })) } }
  }
}

function spoilClaims(claims: JWTPayload, { fault, now }: { fault: TokenFault; now: number }): JWTPayload {
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

/** The same token for somebody else, as if Coveo had mixed up two requests. */
function withIdentity(claims: JWTPayload): JWTPayload {
  const userIds = [{ name: 'somebody.else@example.com', provider: 'Email Security Provider', type: 'User' }]
  if (claims.organization !== undefined) return { ...claims, userIds }
  return { ...claims, body: { ...(claims.body as object), additionalConfiguration: { search: { userIds } } } }
}
