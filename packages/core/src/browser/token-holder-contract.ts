import type { TokenError } from '../shared/token-error.ts'
import type { HeldToken } from './held-token.ts'
import type { InitialToken } from './initial-token.ts'
import type { RequestSchedule } from './request-schedule.ts'
import type { TakenResponse, TimedResponse } from './token-lifetime.ts'
import type { ReadySnapshot, TokenSnapshot } from './token-snapshot.ts'

/** Holds the token of a source, and publishes every change. */
export interface TokenHolder {
  readonly listeners: Set<() => void>
  readonly getSnapshot: () => TokenSnapshot
  readonly getServerSnapshot: () => TokenSnapshot
  /** The token, if it lasts for more than `ms`, as far as tokens last that long. Undefined while the token is doubtful. */
  readonly tokenFor: (ms: number) => string | undefined
  /** The token that is held, unless it is rejected or doubtful. */
  readonly usable: () => HeldToken | undefined
  /** When the token is to be renewed, by the clock of the source: 0 without a token, or with a rejected or doubtful one. */
  readonly renewAt: () => number
  /** Records that Coveo rejected the token. */
  readonly reject: () => void
  /** Fingerprint of the token, if Coveo rejected it. */
  readonly rejected: () => string | undefined
  /** Records that the user may change now: a response to an earlier request does not count. */
  readonly changed: () => void
  /** Records that the user may have changed unnoticed: the token does not count before a response confirms it. */
  readonly doubt: () => void
  /** The last response, while its token is held. */
  readonly held: () => TakenResponse | undefined
  /** The last response that brought a token, also when the token is gone. */
  readonly last: () => TakenResponse | undefined
  /** When the user last changed, as far as the source knows, by its clock. */
  readonly changedAt: () => number
  /** Whether the server sent an initial token before the last response that brought one, or before the user changed. */
  readonly isOutdated: (initialToken: InitialToken) => boolean
  /** Replaces the token by that of a response. */
  readonly adopt: (next: TimedResponse, origin: ReadySnapshot['origin']) => void
  /** Drops the token. */
  readonly signOut: (error?: TokenError) => void
  /** Returns to the state before the first response, with another initial token. */
  readonly restart: (initialToken?: InitialToken) => void
  /** Publishes why a renewal failed. Keeps a token that is still valid. */
  readonly fail: (error: TokenError) => void
}

export interface TokenHolderOptions {
  readonly initialToken: InitialToken
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** The clock of the source. */
  readonly clock: () => number
  readonly schedule: RequestSchedule
}
