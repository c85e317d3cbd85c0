import { within } from '../../shared/abortable.ts'
import { coolDownMs } from '../../shared/backoff.ts'
import { tokenError } from '../../shared/error-table.ts'
import type { Timers } from '../../shared/timers.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { redactedError as described } from '../issuer-errors.ts'

export interface StoreGuardOptions {
  timeoutMs: number
  now: () => number
  random: () => number
  timers: Timers
  /** Hears of each failure: whose step it was, and for how long the store is left alone after it. */
  onFailure: (error: TokenError, failed: { keyHash: string; pauseMs: number }) => void
}

export interface StoreStep<Answer> {
  /** Whose step it is. */
  keyHash: string
  run: () => Promise<Answer>
  /** The step changes something. Only that shows that a store is well again: a replica may be left that can be read and no more. */
  writes: boolean
}

export interface StoreGuard {
  /**
   * The answer of one step of the store. Rejects with `shared-store-failed`: at the latest after the timeout, and at once while the
   * store is left alone after a failure.
   */
  ask<Answer>(step: StoreStep<Answer>): Promise<Answer>
  /** Like `ask`, for what has to be tried also while the store is left alone. Tells nobody that it failed. */
  insist<Answer>(step: StoreStep<Answer>): Promise<Answer>
}

/**
 * Keeps a store that is down from slowing everyone down: after a failure it is left alone for 1, 2, 4 … 30 s, give or take a quarter,
 * then one caller tries it while the others still go without.
 */
export function createStoreGuard({ timeoutMs, now, random, timers, onFailure }: StoreGuardOptions): StoreGuard {
  let failures = 0
  let closedUntil = 0
  /** The last failure, until a step that began after it has succeeded. */
  let last: TokenError | undefined
  let isProbed = false

  function isClosed(): boolean {
    return last !== undefined && (isProbed || now() < closedUntil)
  }

  function fail(thrown: unknown, keyHash: string): TokenError {
    const error = storeFailure(thrown)
    // Those who were waiting at the same time say the same thing again.
    if (last !== undefined && now() < closedUntil) return last
    failures++
    const pauseMs = coolDownMs(failures, random)
    closedUntil = now() + pauseMs
    last = error
    onFailure(error, { keyHash, pauseMs })
    return error
  }

  async function answerOf<Answer>({ run }: StoreStep<Answer>): Promise<Answer> {
    // A store may be written without `async`.
    const asked = Promise.resolve(run()).then((value) => ({ value }))
    const answer = await within(asked, { ms: timeoutMs, timers })
    if (answer === undefined) throw new Error(`No answer within ${timeoutMs} ms.`)
    return answer.value
  }

  return {
    async ask(step) {
      if (isClosed()) throw last
      const before = last
      isProbed = before !== undefined
      try {
        const answer = await answerOf(step)
        if (last === before) {
          last = undefined
          if (step.writes) failures = 0
        }
        return answer
      } catch (thrown) {
        throw fail(thrown, step.keyHash)
      } finally {
        if (before !== undefined) isProbed = false
      }
    },
    async insist(step) {
      try {
        return await answerOf(step)
      } catch (thrown) {
        throw storeFailure(thrown)
      }
    },
  }
}

function storeFailure(thrown: unknown): TokenError {
  if (isTokenError(thrown)) return thrown
  const cause = described(thrown)
  return tokenError('shared-store-failed', 'The shared store failed; this instance goes on without it.', { cause })
}
