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
  /** The most lifetime that `getToken` may require; a greater requirement would renew at every call. */
  readonly maxDemandMs: number
}

const minRenewDelayMs = 30_000
const demandMarginMs = 60_000
/** By how much two responses may differ in the end of one token: a response may take ten seconds, and counts in whole seconds. */
const toleranceMs = 15_000

/** The lifetime of a token by its response. */
export function tokenLifetime({ response, requestedAt }: TimedResponse): TokenLifetime {
  const lifetimeMs = Math.min(response.expiresIn, mintedSeconds(response)) * 1_000
  return {
    expiresAt: requestedAt + lifetimeMs,
    renewAt: requestedAt + Math.min(Math.max(response.refreshIn * 1_000, minRenewDelayMs), lifetimeMs * 0.9),
    maxDemandMs: Math.max(lifetimeMs / 2, lifetimeMs - demandMarginMs),
  }
}

/** Whether a response promises more lifetime for a token than was counted from the first one: a cache repeated it. */
export function isLongerThanFirst(next: TimedResponse, first: TimedResponse & TokenLifetime): boolean {
  const isSameToken = next.response.fingerprint === first.response.fingerprint
  return isSameToken && next.requestedAt + next.response.expiresIn * 1_000 > first.expiresAt + toleranceMs
}

/** The lifetime that a token had when it was minted, by its own claims; infinite if it does not have them. */
export function mintedSeconds({ token }: TokenResponse): number {
  const { iat, exp } = readTokenClaims(token) ?? {}
  const seconds = Number(exp) - Number(iat)
  return Number.isNaN(seconds) ? Number.POSITIVE_INFINITY : seconds
}
