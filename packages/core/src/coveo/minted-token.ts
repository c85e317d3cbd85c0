import { decodeJwt } from 'jose'
import * as z from 'zod/mini'
import { tokenError } from '../shared/error-table.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { parseHttpDate } from './http-date.ts'
import { parseJsonResponse } from './parse-json-response.ts'

/** A token that Coveo has just minted. */
export interface MintedToken {
  readonly token: string
  /** Milliseconds of lifetime left when the response was received, by Coveo's clock and never rounded up. */
  readonly remainingMs: number
  /** The whole lifetime of the token, in milliseconds. */
  readonly lifetimeMs: number
}

export interface MintExpectation {
  readonly organizationId: string
  /** The requested lifetime, or Coveo's default, in milliseconds. */
  readonly requestedMs: number
}

/** Printable ASCII only: the token must fit into a header. */
const mintResponseSchema = z.looseObject({ token: z.string().check(z.regex(/^[\x21-\x7e]+$/)) })

/** Claims that a schema would reject are `undefined`, `exp` excepted. Not `z.catch`: a bundle would carry every helper of zod. */
const number = z.optional(z.transform((value) => (typeof value === 'number' && value > 0 ? value : undefined)))
const text = z.optional(z.transform((value) => (typeof value === 'string' ? value : undefined)))

/** Search tokens name their organization at the top level, platform tokens in `body`. Either may be missing. */
const claimsSchema = z.looseObject({
  exp: z.optional(z.number().check(z.positive())),
  iat: number,
  organization: text,
  body: z.optional(z.transform((value) => z.safeParse(z.looseObject({ organizationId: text }), value).data)),
})

/** The year 5138 in seconds. A larger number is a time in milliseconds. */
const maxSeconds = 100_000_000_000

/** Parses the response to either mint call. Throws a `TokenError` for a token that cannot be used. */
export function parseMintedTokenResponse(response: CoveoResponse, expectation: MintExpectation): MintedToken {
  const { organizationId, requestedMs } = expectation
  const { token } = parseJsonResponse(response, mintResponseSchema)
  const claims = readClaims(token)
  if (claims === undefined) return mintedToken(token, requestedMs - response.elapsedMs, requestedMs)
  for (const claimed of [claims.organization, claims.body?.organizationId]) {
    if (claimed !== undefined && claimed !== organizationId) {
      throw tokenError(
        'coveo-wrong-organization',
        'Coveo minted a token for another organization than the configured one.',
      )
    }
  }
  const { exp, iat } = claims
  if (exp === undefined) return mintedToken(token, requestedMs - response.elapsedMs, requestedMs)
  if (exp > maxSeconds) throw badResponse('The token states its expiry in milliseconds instead of seconds.')
  const lifetimeMs = iat === undefined || iat > maxSeconds ? requestedMs : Math.floor((exp - iat) * 1_000)
  // Without a Date header the token is the only source of the time: do not trust it beyond the requested lifetime.
  const maxMs = dateOf(response) === undefined ? Math.min(lifetimeMs, requestedMs) : lifetimeMs
  return mintedToken(token, Math.min(maxMs, Math.floor(exp * 1_000) - latestCoveoTime(response, iat)), lifetimeMs)
}

/**
 * The latest time that Coveo's clock can have shown when the response was received. Coveo states whole seconds, at some
 * moment of the call, so a second and the whole call are added. Without Coveo's time, the local clock is used.
 */
function latestCoveoTime(response: CoveoResponse, iat: number | undefined): number {
  const iatMs = iat === undefined || iat > maxSeconds ? undefined : iat * 1_000
  const statedMs = dateOf(response) ?? iatMs
  return statedMs === undefined ? response.receivedAt : statedMs + 1_000 + response.elapsedMs
}

function dateOf(response: CoveoResponse): number | undefined {
  return parseHttpDate(response.header('date'))
}

function mintedToken(token: string, remainingMs: number, lifetimeMs: number): MintedToken {
  if (remainingMs <= 0 || lifetimeMs <= 0) throw badResponse('Coveo minted a token that has already expired.')
  return Object.freeze({ token, remainingMs: Math.floor(remainingMs), lifetimeMs })
}

/** The claims, or `undefined` for an opaque token, which has the requested lifetime. */
function readClaims(token: string): z.output<typeof claimsSchema> | undefined {
  let payload: unknown
  try {
    payload = decodeJwt(token)
  } catch {
    return undefined
  }
  const claims = z.safeParse(claimsSchema, payload)
  if (!claims.success) throw badResponse('The token states an expiry that is not a number of seconds.')
  return claims.data
}

function badResponse(message: string) {
  return tokenError('coveo-bad-response', message, { status: 200 })
}
