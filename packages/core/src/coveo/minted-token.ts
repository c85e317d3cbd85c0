import { decodeJwt } from 'jose'
import { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'
import type { CoveoResponse } from './coveo-request.ts'
import { parseHttpDate } from './http-date.ts'
import { parseJsonResponse } from './parse-json-response.ts'

/** A token fresh from Coveo. */
export interface MintedToken {
  readonly token: string
  /**
   * Milliseconds of life left when the answer arrived, by Coveo's clock and never rounded up: whatever whole seconds
   * and the way of the answer may hide is taken off.
   */
  readonly remainingMs: number
  /** The whole life of the token, in milliseconds. */
  readonly lifetimeMs: number
}

export interface MintExpectation {
  organizationId: string
  /** Life that was asked for, or Coveo's default, in milliseconds. */
  requestedMs: number
}

/** Printable ASCII only: the token must fit into a header. */
const mintAnswerSchema = z.looseObject({ token: z.string().regex(/^[\x21-\x7e]+$/) })

const seconds = z.number().positive()

/** Search tokens say their organization at the top, platform tokens in `body`; either may be missing. */
const claimsSchema = z.looseObject({
  exp: seconds.optional(),
  iat: seconds.optional().catch(undefined),
  organization: z.string().optional().catch(undefined),
  body: z
    .looseObject({ organizationId: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** The year 5138 in seconds: anything beyond is a time in milliseconds. */
const maxSeconds = 100_000_000_000

/** Judges the answer to either mint call. Throws the `TokenError` that says why the token cannot be used. */
export function parseMintedTokenResponse(answer: CoveoResponse, expectation: MintExpectation): MintedToken {
  const { organizationId, requestedMs } = expectation
  const { token } = parseJsonResponse(answer, mintAnswerSchema)
  const claims = readClaims(token)
  if (claims === undefined) return lived(token, requestedMs - answer.elapsedMs, requestedMs)
  for (const claimed of [claims.organization, claims.body?.organizationId]) {
    if (claimed !== undefined && claimed !== organizationId) {
      throw tokenError(
        'coveo-wrong-organization',
        'Coveo minted a token for another organization than the configured one.',
      )
    }
  }
  const { exp, iat } = claims
  if (exp === undefined) return lived(token, requestedMs - answer.elapsedMs, requestedMs)
  if (exp > maxSeconds) throw bad('The token states its expiry in milliseconds instead of seconds.')
  const lifetimeMs = iat === undefined || iat > maxSeconds ? requestedMs : Math.floor((exp - iat) * 1_000)
  // A token that is all there is to tell the time by is not believed to live longer than was asked for.
  const mostMs = dateOf(answer) === undefined ? Math.min(lifetimeMs, requestedMs) : lifetimeMs
  return lived(token, Math.min(mostMs, Math.floor(exp * 1_000) - latestCoveoTime(answer, iat)), lifetimeMs)
}

/**
 * The latest instant that Coveo's clock can have shown when the answer arrived. Coveo states whole seconds, at some
 * moment while we waited; so a second and the whole wait are added. Without Coveo's time, ours is all there is.
 */
function latestCoveoTime(answer: CoveoResponse, iat: number | undefined): number {
  const iatMs = iat === undefined || iat > maxSeconds ? undefined : iat * 1_000
  const stated = dateOf(answer) ?? iatMs
  return stated === undefined ? answer.receivedAt : stated + 1_000 + answer.elapsedMs
}

function dateOf(answer: CoveoResponse): number | undefined {
  return parseHttpDate(answer.header('date'))
}

function lived(token: string, remainingMs: number, lifetimeMs: number): MintedToken {
  if (remainingMs <= 0 || lifetimeMs <= 0) throw bad('Coveo minted a token that has already expired.')
  return Object.freeze({ token, remainingMs: Math.floor(remainingMs), lifetimeMs })
}

/** The claims, or `undefined` when the token is opaque: then its life is what was asked for. */
function readClaims(token: string): z.output<typeof claimsSchema> | undefined {
  let payload: unknown
  try {
    payload = decodeJwt(token)
  } catch {
    return undefined
  }
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) throw bad('The token states an expiry that is not a number of seconds.')
  return claims.data
}

function bad(message: string) {
  return tokenError('coveo-bad-response', message, { status: 200 })
}
