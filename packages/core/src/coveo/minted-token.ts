import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'
import { tokenError } from '../shared/error-table.ts'
import { readTokenClaims } from '../shared/token-claims.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { parseHttpDate } from './http-date.ts'
import { type NamedIdentity, namesOthers } from './named-identities.ts'
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
  /** The requested identities. */
  readonly userIds?: readonly NamedIdentity[] | undefined
  /** Called with a warning about a token that can be used. */
  readonly warn?: ((warning: string) => void) | undefined
}

/** Both documents name the tokens JSON web tokens. One that large fits into no request. */
const maxTokenLength = 65_536
/** Many servers and proxies accept at most 8 kB of headers. */
const maxHeaderBytes = 8_192

/** Printable ASCII only: the token must fit into a header. */
const mintResponseSchema = z.object({ token: anyString.check(z.refine((token) => /^[\x21-\x7e]+$/.test(token))) })

/** Where platform tokens state what search tokens state at the top level. */
interface PlatformBody {
  readonly organizationId?: unknown
  readonly additionalConfiguration?: { readonly search?: { readonly userIds?: unknown } }
}

/** The year 5138 in seconds. A larger number is a time in milliseconds. */
const maxSeconds = 100_000_000_000

/** Parses the response to either mint call. Throws a `TokenError` for a token that cannot be used. */
export function parseMintedTokenResponse(response: CoveoResponse, expectation: MintExpectation): MintedToken {
  const { organizationId, requestedMs, userIds, warn } = expectation
  const { token } = parseJsonResponse(response, mintResponseSchema)
  const claims = readClaims(token)
  const body: PlatformBody = Object(claims.body)
  // Either may be missing.
  for (const claimed of [claims.organization, body.organizationId]) {
    if (typeof claimed === 'string' && claimed !== organizationId) {
      throw tokenError(
        'coveo-wrong-organization',
        'Coveo minted a token for another organization than the configured one.',
      )
    }
  }
  const exp = readExpiry(claims)
  const iat = isSeconds(claims.iat) ? claims.iat : undefined
  const lifetimeMs = iat === undefined ? requestedMs : Math.floor((exp - iat) * 1_000)
  // Without a Date header the token is the only source of the time: do not trust it beyond the requested lifetime.
  const maxMs = dateOf(response) === undefined ? Math.min(lifetimeMs, requestedMs) : lifetimeMs
  const remainingMs = Math.min(maxMs, Math.floor(exp * 1_000) - latestCoveoTime(response, iat))
  if (remainingMs <= 0) throw badResponse('Coveo minted a token that has already expired.')
  if (token.length > maxHeaderBytes) {
    warn?.('Coveo minted a token of more than 8 kB, too long for many servers: shorten the grant.')
  }
  if (userIds && namesOthers(claims.userIds ?? body.additionalConfiguration?.search?.userIds, userIds)) {
    warn?.('Coveo minted a token for other identities than the grant: a proxy may cache responses.')
  }
  return Object.freeze({ token, remainingMs: Math.floor(remainingMs), lifetimeMs })
}

/**
 * The latest time that Coveo's clock can have shown when the response was received. Coveo states whole seconds, at some
 * moment of the call, so a second and the whole call are added. Without Coveo's time, the local clock is used.
 */
function latestCoveoTime(response: CoveoResponse, iat: number | undefined): number {
  const statedMs = dateOf(response) ?? (iat === undefined ? undefined : iat * 1_000)
  const ageMs = Math.max(0, Number(response.header('age')?.split(',')[0]) || 0) * 1_000
  return statedMs === undefined ? response.receivedAt : statedMs + 1_000 + ageMs + response.elapsedMs
}

function dateOf(response: CoveoResponse): number | undefined {
  return parseHttpDate(response.header('date'))
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  if (token.length > maxTokenLength)
    throw badResponse(`Coveo minted a token of more than ${maxTokenLength} bytes: shorten the grant.`)
  const claims = /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) ? readTokenClaims(token) : undefined
  if (claims === undefined) throw badResponse('Coveo minted a token that is not a JSON web token.')
  return claims
}

function readExpiry({ exp }: Readonly<Record<string, unknown>>): number {
  if (!isSeconds(exp))
    throw badResponse('The token states no expiry, or one that is not a number of seconds: text, or milliseconds.')
  return exp
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= maxSeconds
}

function badResponse(message: string) {
  return tokenError('coveo-bad-response', message, { status: 200 })
}
