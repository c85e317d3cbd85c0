import type { TokenKind } from '../shared/endpoint-contract.ts'
import { runListener } from '../shared/run-listener.ts'
import type { TokenErrorCode } from '../shared/token-error.ts'

/** What every event says. `key` is a hash of everything that shapes the token: the same for the same rights, and not a secret. */
interface EventBase {
  readonly key: string
}

/** Coveo is being asked for a token. `mint` pairs this event with its end. */
export interface MintStarted extends EventBase {
  readonly type: 'mint-started'
  readonly mint: number
  readonly kind: TokenKind
  /** Nobody waits for it: a token that is still good is being served meanwhile. */
  readonly background: boolean
}

/** Coveo's answer is in, or will not be waited for any longer. */
export interface MintEnded extends EventBase {
  readonly type: 'mint-ended'
  readonly mint: number
  readonly kind: TokenKind
  readonly background: boolean
  /** `refused` means that trying again will not help. */
  readonly outcome: 'minted' | 'refused' | 'failed' | 'timed-out' | 'closed'
  readonly durationMs: number
  /** Fingerprint of the new token, when there is one. */
  readonly fingerprint?: string
  /** Life left in the new token, in milliseconds. */
  readonly remainingMs?: number
  /** Why there is none. */
  readonly code?: TokenErrorCode
}

/** A token was served from memory. */
export interface Hit extends EventBase {
  readonly type: 'hit'
  readonly fingerprint: string
  readonly remainingMs: number
}

/** A caller waits for a mint that is already under way. */
export interface Coalesced extends EventBase {
  readonly type: 'coalesced'
}

/** A token near its end, but still valid, was served because a new one was not to be had in time. */
export interface StaleServed extends EventBase {
  readonly type: 'stale-served'
  readonly fingerprint: string
  readonly remainingMs: number
  readonly reason: 'failed' | 'slow' | 'resting'
}

/** Nobody could be given a token: minting failed, or rests after a failure, and none is left that is still valid. */
export interface Failed extends EventBase {
  readonly type: 'failed'
  readonly code: TokenErrorCode
}

/** Someone reported that Coveo refuses a token. Only `dropped` changed anything. */
export interface Rejected extends EventBase {
  readonly type: 'rejected'
  readonly fingerprint: string
  readonly outcome: 'dropped' | 'ignored' | 'limited'
}

/** Minting failed, and this key will not be tried again for `pauseMs`. */
export interface CooledDown extends EventBase {
  readonly type: 'cooled-down'
  readonly pauseMs: number
  /** How many mints in a row have failed. */
  readonly failures: number
  readonly code: TokenErrorCode
}

/** A token left memory to make room. */
export interface Evicted extends EventBase {
  readonly type: 'evicted'
  readonly fingerprint: string
}

/** A token that another instance minted was taken from the shared store. */
export interface Shared extends EventBase {
  readonly type: 'shared'
  readonly fingerprint: string
  readonly remainingMs: number
  /** Nobody waits for it: a token that is still good is being served meanwhile. */
  readonly background: boolean
}

/** The shared store failed, or held something that is no token: `shared.onError` hears why. */
export interface StoreFailed extends EventBase {
  readonly type: 'store-failed'
  readonly code: TokenErrorCode
  /** For how long this instance goes on alone, in milliseconds. */
  readonly pauseMs: number
}

/** What a token issuer reports to `onEvent`. No event holds a token, a key or a name. */
export type TokenEvent =
  | MintStarted
  | MintEnded
  | Hit
  | Coalesced
  | Shared
  | StaleServed
  | Failed
  | Rejected
  | CooledDown
  | Evicted
  | StoreFailed

export type TokenEventListener = (event: TokenEvent) => void

/** The listener made harmless: whatever it throws, now or later, stays with it. Undefined when there is none. */
export function guardListener(listener: TokenEventListener | undefined): TokenEventListener | undefined {
  if (listener === undefined) return undefined
  return (event) => void runListener(() => listener(event))
}
