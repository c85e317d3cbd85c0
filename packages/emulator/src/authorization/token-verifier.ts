import * as z from 'zod'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { type DecodedJwt, decodeJwt, type JwtClaims, verifyEdDsa, verifyHs256 } from './jwt.ts'
import { privilegeSchema } from './privilege.ts'
import { claimedIdentitySchema } from './security-identity.ts'
import type { SigningKeys } from './signing-keys.ts'

const searchClaimsSchema = z.looseObject({
  organization: z.string(),
  userIds: z.array(claimedIdentitySchema),
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
      .looseObject({ search: z.looseObject({ userIds: z.array(claimedIdentitySchema).optional() }).optional() })
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
export function createTokenVerifier({ keys, clock }: TokenVerifierOptions): (token: string) => TokenVerification {
  /** Tokens with a valid signature: a client sends the same token with each search. */
  const verified = new Map<string, VerifiedToken>()

  function verifySignature(token: string): VerifiedToken | undefined {
    const known = verified.get(token)
    if (known) return known
    const jwt = decodeJwt(token)
    const kind = jwt && kindOf(jwt, keys)
    if (!jwt || !kind) return undefined
    const { exp } = jwt.claims
    if (exp !== undefined && typeof exp !== 'number') return undefined
    const found = { kind, exp, result: kind === 'search' ? searchToken(jwt.claims) : platformToken(jwt.claims) }
    if (verified.size >= maxVerified) verified.clear()
    verified.set(token, found)
    return found
  }

  return function verifyToken(token) {
    const found = verifySignature(token)
    if (!found) return { outcome: 'invalid' }
    const { kind, exp, result } = found
    if (exp !== undefined && exp <= Math.floor(clock.now() / 1000)) return { outcome: 'expired', kind }
    return result
  }
}

const maxVerified = 1000

interface VerifiedToken {
  kind: 'search' | 'platform'
  /** Seconds since 1970. */
  exp: number | undefined
  result: TokenVerification
}

function searchToken(claims: JwtClaims): TokenVerification {
  const { success, data } = searchClaimsSchema.safeParse(claims)
  return success ? { outcome: 'search', claims: data } : { outcome: 'invalid' }
}

function platformToken(claims: JwtClaims): TokenVerification {
  const { success, data } = platformClaimsSchema.safeParse(claims)
  return success ? { outcome: 'platform', claims: data } : { outcome: 'invalid' }
}

function kindOf(jwt: DecodedJwt, { searchSecret, platform }: SigningKeys): 'search' | 'platform' | undefined {
  if (verifyHs256(jwt, searchSecret)) return 'search'
  return verifyEdDsa(jwt, platform.publicKey) ? 'platform' : undefined
}
