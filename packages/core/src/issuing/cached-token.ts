import type { TokenKind } from '../shared/endpoint-contract.ts'
import { tokenError } from '../shared/error-table.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { IssueResult } from './issued-token.ts'
import { refreshWindow } from './refresh-window.ts'

/** A new token, ready to be served. `hit` is the answer to give, made once; frozen, because callers share it. */
export interface CachedToken {
  readonly hit: IssueResult
  /** Life that its windows are made for, in milliseconds. */
  readonly lifetimeMs: number
  /** With less than this left, in whole milliseconds, callers wait for the next token. */
  readonly shortMs: number
  /** Most life that a caller can ask of this token, in whole milliseconds, before it pays to mint another. */
  readonly mostMs: number
}

/** A token that has arrived, and what is known of its life. Instants and durations in milliseconds. */
export interface Arrival {
  readonly token: string
  readonly remainingMs: number
  readonly lifetimeMs: number
  readonly mostMs: number
  readonly arrivedAt: number
}

/** A token with less than this is of no use to anybody, and taken in it would let a key mint without end. */
export const minLifetimeMs = 1_000

/** The entry and the kind that a token is for. */
export interface TokenPlace {
  readonly key: string
  readonly subject: string
  readonly kind: TokenKind
}

/** Makes a token ready to be served. Throws `coveo-bad-response` for a token that is empty or too short-lived. */
export function cachedToken({ key, subject, kind }: TokenPlace, arrival: Arrival): CachedToken {
  const { token, remainingMs, lifetimeMs, mostMs, arrivedAt } = arrival
  if (token === '' || !(remainingMs >= minLifetimeMs)) {
    throw tokenError('coveo-bad-response', 'Coveo minted a token without life.')
  }
  const expiresAt = arrivedAt + remainingMs
  const { refreshAt, shortMs } = refreshWindow({ key, expiresAt, lifetimeMs })
  const name = fingerprint(token)
  const hit = { kind, token, expiresAt, refreshAt, fingerprint: name, subject, outcome: 'hit' } as const
  return { hit: Object.freeze(hit), lifetimeMs, shortMs, mostMs }
}
