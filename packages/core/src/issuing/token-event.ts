import type { TokenKind } from '../shared/endpoint-contract.ts'
import type { TokenErrorCode } from '../shared/error-codes.ts'
import { runListener } from '../shared/run-listener.ts'
import type { IssueOutcome } from './issued-token.ts'

/** A call to Coveo, or its end. `mint` is the same number in both. */
interface MintEvent {
  readonly mint: number
  readonly kind: TokenKind
  /** No caller waits: callers get a valid token meanwhile. */
  readonly background: boolean
}

/**
 * An event of a token issuer, for `onEvent`. No event holds a token, a key or a name. Each call of `issue()` causes exactly one
 * `issued` or `failed`. `key` is a hash of everything that shapes the token; empty if the grant could not be read.
 */
export type TokenEvent = { readonly key: string } & (
  | (MintEvent & { readonly type: 'mint-started' })
  | (MintEvent & {
      readonly type: 'mint-ended'
      /** `refused`: another attempt will not help. */
      readonly outcome: 'minted' | 'refused' | 'failed' | 'timed-out' | 'closed'
      readonly durationMs: number
      /** Of the new token, if there is one. */
      readonly fingerprint?: string
      /** The lifetime left in the new token, in milliseconds. */
      readonly remainingMs?: number
      /** Why there is no token. */
      readonly code?: TokenErrorCode
    })
  | {
      readonly type: 'issued'
      readonly outcome: IssueOutcome
      readonly fingerprint: string
      /** The lifetime left, in milliseconds. */
      readonly remainingMs: number
      /** Why a token near its end was returned: present if the outcome is `stale`. */
      readonly reason?: 'failed' | 'slow' | 'cool-down'
    }
  | { readonly type: 'failed'; readonly code: TokenErrorCode }
  | {
      readonly type: 'rejection-reported'
      readonly fingerprint: string
      /** Only `dropped` changed anything. */
      readonly outcome: 'dropped' | 'ignored' | 'limited'
    }
  | {
      readonly type: 'cool-down'
      /** For how long this key is not minted again, in milliseconds. */
      readonly pauseMs: number
      /** Failed mints in a row. */
      readonly failures: number
      readonly code: TokenErrorCode
    }
  /** Coveo refused an API key for this mint, and accepted another one. */
  | { readonly type: 'key-rotated' }
  /** A token had to be minted, and `maxMintsPerMinute` did not allow it. Once a minute for each key, however many requests fail. */
  | { readonly type: 'mint-limit-reached' }
  /** A token left the cache to make room. */
  | { readonly type: 'evicted'; readonly fingerprint: string }
  | {
      readonly type: 'store-failed'
      readonly code: TokenErrorCode
      /** For how long this instance continues alone, in milliseconds. */
      readonly pauseMs: number
    }
)

/** The event of one type. */
export type TokenEventOf<Type extends TokenEvent['type']> = Extract<TokenEvent, { readonly type: Type }>

export type TokenEventListener = (event: TokenEvent) => void

/** Wraps the listener so that its errors are ignored. */
export function guardListener(listener: TokenEventListener | undefined): TokenEventListener | undefined {
  if (listener === undefined) return undefined
  return (event) => void runListener(() => listener(event))
}
