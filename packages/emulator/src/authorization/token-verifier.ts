import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import * as z from 'zod'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { privilegeSchema } from './privilege.ts'
import { securityIdentitySchema } from './security-identity.ts'
import type { SigningKeys } from './signing-keys.ts'

const searchClaimsSchema = z.looseObject({
  organization: z.string(),
  userIds: z.array(securityIdentitySchema),
  filter: z.string().optional(),
  pipeline: z.string().optional(),
  searchHub: z.string().optional(),
  userDisplayName: z.string().optional(),
})

const platformClaimsSchema = z.looseObject({
  body: z.looseObject({
    organizationId: z.string(),
    privileges: z.array(privilegeSchema),
    additionalConfiguration: z
      .looseObject({ search: z.looseObject({ userIds: z.array(securityIdentitySchema).optional() }).optional() })
      .optional(),
  }),
})

export type SearchClaims = z.infer<typeof searchClaimsSchema>
export type PlatformClaims = z.infer<typeof platformClaimsSchema>

/** The result of verifying a token. */
export type TokenVerification =
  | { outcome: 'search'; claims: SearchClaims }
  | { outcome: 'platform'; claims: PlatformClaims }
  | { outcome: 'expired'; kind: 'search' | 'platform' }
  | { outcome: 'invalid' }

export interface TokenVerifierOptions {
  keys: SigningKeys
  clock: EmulatorClock
}

/** Verifies a token's signature and expiry against the emulator's clock. */
export function createTokenVerifier({
  keys,
  clock,
}: TokenVerifierOptions): (token: string) => Promise<TokenVerification> {
  async function verify(token: string, kind: 'search' | 'platform'): Promise<JWTPayload> {
    const currentDate = new Date(clock.now())
    const { payload } =
      kind === 'search'
        ? await jwtVerify(token, keys.searchSecret, { algorithms: ['HS256'], currentDate })
        : await jwtVerify(token, keys.platformPublicKey, { algorithms: ['EdDSA'], currentDate })
    return payload
  }

  return async function verifyToken(token) {
    const kind = kindOf(token)
    if (!kind) return { outcome: 'invalid' }
    try {
      const payload = await verify(token, kind)
      return kind === 'search'
        ? { outcome: 'search', claims: searchClaimsSchema.parse(payload) }
        : { outcome: 'platform', claims: platformClaimsSchema.parse(payload) }
    } catch (error) {
      return error instanceof errors.JWTExpired ? { outcome: 'expired', kind } : { outcome: 'invalid' }
    }
  }
}

function kindOf(token: string): 'search' | 'platform' | undefined {
  try {
    const { alg } = decodeProtectedHeader(token)
    if (alg === 'HS256') return 'search'
    if (alg === 'EdDSA') return 'platform'
  } catch {
    return undefined
  }
  return undefined
}
