import { tokenError } from '../../shared/error-table.ts'
import type { Timers } from '../../shared/timers.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { within } from '../../shared/waits.ts'
import { described } from '../as-token-error.ts'

export interface StoreGuardOptions {
  timeoutMs: number
  now: () => number
  random: () => number
  timers: Timers
  /** Hears of each failure: whose step it was, and for how long the store is left alone after it. */
  onFailure: (error: TokenError, failed: { keyHash: string; pauseMs: number }) => void
}

export interface StoreGuard {
  /**
   * The answer of one step of the store. Rejects with `shared-store-failed`: at the latest after the timeout, and at once while the
   * store is left alone after a failure.
   */
  ask<Answer>(keyHash: string, step: () => Promise<Answer>): Promise<Answer>
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * Keeps a store that is down from slowing everyone down: after a failure it is left alone for 1, 2, 4 … 30 s, give or take a quarter,
 * then tried again.
 */
export function createStoreGuard({ timeoutMs, now, random, timers, onFailure }: StoreGuardOptions): StoreGuard {
  let failures = 0
  let closedUntil = 0
  let last: TokenError | undefined

  function fail(thrown: unknown, keyHash: string): TokenError {
    const error = storeFailure(thrown)
    // Those who were waiting at the same time say the same thing again.
    if (now() < closedUntil) return last ?? error
    const pauseMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (0.75 + random() / 2)
    failures++
    closedUntil = now() + pauseMs
    last = error
    onFailure(error, { keyHash, pauseMs })
    return error
  }

  return {
    async ask(keyHash, step) {
      if (last !== undefined && now() < closedUntil) throw last
      try {
        // A store may be written without `async`.
        const asked = Promise.resolve(step()).then((value) => ({ value }))
        const answer = await within(asked, { ms: timeoutMs, timers })
        if (answer === undefined) throw new Error(`No answer within ${timeoutMs} ms.`)
        failures = 0
        last = undefined
        return answer.value
      } catch (thrown) {
        throw fail(thrown, keyHash)
      }
    },
  }
}

function storeFailure(thrown: unknown): TokenError {
  if (isTokenError(thrown)) return thrown
  const cause = described(thrown)
  return tokenError('shared-store-failed', 'The shared store failed; this instance goes on without it.', { cause })
}
