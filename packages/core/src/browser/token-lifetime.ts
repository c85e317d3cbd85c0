import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { readTokenClaims } from '../shared/token-claims.ts'

/** A token response, and the instant of its request by the clock of the source. */
export interface TimedResponse {
  readonly response: TokenResponse
  readonly requestedAt: number
}

/** When one token expires and is to be renewed: instants of the source's clock. */
export interface TokenLifetime {
  readonly expiresAt: number
  readonly renewAt: number
}

/** A response whose token a source took. */
export interface TakenResponse extends TimedResponse {
  /** When the source took it, by its clock. */
  readonly takenAt: number
}

/** The lifetime of a token by its response. */
export function tokenLifetime({ response, requestedAt }: TimedResponse): TokenLifetime {
  const minRenewDelayMs = 30_000
  const lifetimeMs = remainingSeconds(response) * 1_000
  return {
    expiresAt: requestedAt + lifetimeMs,
    renewAt: requestedAt + Math.min(Math.max(response.refreshIn * 1_000, minRenewDelayMs), lifetimeMs * 0.9),
  }
}

/**
 * Whether a response counts more lifetime than its token has left, by the count of the last response: a cache repeated it, or the clock of
 * the endpoint was set back.
 */
export function isOverdue(
  { response, requestedAt }: TimedResponse,
  { takenAt, response: last }: TakenResponse,
): boolean {
  // A response may take ten seconds, and counts in whole seconds.
  const toleranceMs = 15_000
  return requestedAt - takenAt > elapsedMs(response, last) + toleranceMs
}

/** The time from an earlier response to a later one, by the count of the endpoint, in milliseconds. `NaN` if it is unknown. */
export function elapsedMs(later: TokenResponse, earlier: TokenResponse): number {
  const isSameToken = later.fingerprint === earlier.fingerprint
  const seconds = (isSameToken ? 0 : expiry(later) - expiry(earlier)) + earlier.expiresIn - later.expiresIn
  return seconds * 1_000
}

/** The seconds that a token has left by its response, at most its whole lifetime by its claims. */
export function remainingSeconds({ token, expiresIn }: TokenResponse): number {
  const claims = readTokenClaims(token)
  return Math.min(expiresIn, Number(claims?.exp) - Number(claims?.iat) || expiresIn)
}

/** When a token expires: seconds since the epoch by Coveo's clock, or `NaN` if it is no JWT. */
function expiry({ token }: TokenResponse): number {
  return Number(readTokenClaims(token)?.exp)
}
