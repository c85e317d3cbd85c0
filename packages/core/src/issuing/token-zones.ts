import { fractionOf } from '../shared/fingerprint.ts'

/**
 * `fresh`: return the token. `due`: return it, and renew it in the background. `short`: wait for its renewal, and return it
 * only if that fails or is slow.
 */
export type TokenZone = 'fresh' | 'due' | 'short'

export interface ZonedToken {
  readonly hit: { readonly expiresAt: number; readonly refreshAt: number }
  readonly shortMs: number
  readonly mostMs: number
}

export interface ZoneRequest {
  /** The instant of the request. */
  at: number
  /** The lifetime that the caller needs, in milliseconds. */
  minRemainingMs: number
}

/** The zone of a token, for one caller. A token that lacks the lifetime that its caller needs is short. */
export function zoneOf({ hit, shortMs, mostMs }: ZonedToken, { at, minRemainingMs }: ZoneRequest): TokenZone {
  const remainingMs = hit.expiresAt - at
  if (remainingMs <= shortMs || remainingMs < Math.min(minRemainingMs, mostMs)) return 'short'
  return at < hit.refreshAt ? 'fresh' : 'due'
}

const minute = 60_000

/** Shorter lifetimes scale every figure below down. */
const fullLifetimeMs = 4 * minute
const shortOfFullLifetimeMs = 90_000

export interface ZoneLimits {
  /** The instant at which the token becomes due. */
  readonly refreshAt: number
  /** With less than this left, in whole milliseconds, the token is short. */
  readonly shortMs: number
}

/** A token's lifetime when it arrives. Instants and durations in milliseconds. */
export interface TokenLifetime {
  key: string
  expiresAt: number
  lifetimeMs: number
}

/**
 * When a token becomes due and short. The background window is 20 % of the lifetime, at least 3 minutes, at most 15, never
 * over half the lifetime. The instant inside its first half is a hash of the key: every instance computes the same one, and
 * users spread out.
 */
export function zoneLimits({ key, expiresAt, lifetimeMs }: TokenLifetime): ZoneLimits {
  const windowMs = Math.min(Math.max(lifetimeMs * 0.2, 3 * minute), 15 * minute, lifetimeMs / 2)
  const shortMs = Math.floor(shortOfFullLifetimeMs * Math.min(1, lifetimeMs / fullLifetimeMs))
  const spreadMs = Math.min(windowMs / 2, windowMs - shortMs)
  return { refreshAt: Math.floor(expiresAt - windowMs + spreadMs * fractionOf(key)), shortMs }
}
