import type { TokenKind } from '../shared/endpoint-contract.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { IssueResult } from './issued-token.ts'
import { expiredTokenError } from './issuer-errors.ts'
import { zoneLimits } from './token-zones.ts'

/** A token that callers can get from memory. `hit` is the result for callers: frozen, because they share it. */
export interface CachedToken {
  readonly hit: IssueResult
  /** The lifetime that its zones are computed for, in milliseconds. */
  readonly lifetimeMs: number
  /** With less than this left, in whole milliseconds, callers wait for the next token. */
  readonly shortMs: number
  /** Callers that need more than this, in whole milliseconds, do not cause another mint. */
  readonly mostMs: number
}

/** A token as it arrives. Instants and durations in milliseconds. */
export interface Arrival {
  readonly token: string
  readonly remainingMs: number
  /** From this its due instant is computed. A shared token has the store's figure, so that every instance computes the same instant. */
  readonly plannedMs?: number
  readonly lifetimeMs: number
  readonly mostMs: number
  readonly arrivedAt: number
}

/** A token with less than this is useless, and caching it would let a key mint without end. */
export const minLifetimeMs = 1_000

/** The entry and the kind that a token is for. */
export interface TokenPlace {
  readonly key: string
  readonly subject: string
  readonly kind: TokenKind
}

/** Makes a token ready for memory. Throws `coveo-bad-response` for a token that is empty or too short-lived. */
export function cachedToken({ key, subject, kind }: TokenPlace, arrival: Arrival): CachedToken {
  const { token, remainingMs, plannedMs = remainingMs, lifetimeMs, mostMs, arrivedAt } = arrival
  if (token === '' || !(remainingMs >= minLifetimeMs)) {
    throw expiredTokenError()
  }
  const expiresAt = arrivedAt + remainingMs
  const { refreshAt: dueAt, shortMs } = zoneLimits({ key, expiresAt: arrivedAt + plannedMs, lifetimeMs })
  const refreshAt = Math.min(dueAt, expiresAt - shortMs)
  const name = fingerprint(token)
  const hit = { kind, token, expiresAt, refreshAt, fingerprint: name, subject, outcome: 'hit' } as const
  return { hit: Object.freeze(hit), lifetimeMs, shortMs, mostMs }
}
