import { coolDownMs } from '../../shared/backoff.ts'
import { tokenError } from '../../shared/error-table.ts'
import { ignore } from '../../shared/ignore.ts'
import { redactedError } from '../../shared/redacted-error.ts'
import type { Timers } from '../../shared/timers.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { createResponseLimit, NoResponseError } from './response-limit.ts'

export interface CircuitBreakerOptions {
  /** How long the store may be silent, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
  readonly random: () => number
  readonly timers: Timers
  /** Called with each failure, the key that it concerned, and how long the breaker stays open. */
  readonly onFailure: (error: TokenError, failed: { keyHash: string; pauseMs: number }) => void
}

export interface StoreCall<Result> {
  readonly keyHash: string
  readonly run: () => Promise<Result>
  /** Whether it changes the store. A replica may accept reads and refuse writes, so only a write resets the pause. */
  readonly writes?: boolean
}

export interface CircuitBreaker {
  /** Calls the store. Rejects with `shared-store-failed`, at once while the breaker is open. */
  readonly call: <Result>(call: StoreCall<Result>) => Promise<Result>
  /** Calls the store even while the breaker is open, which this call then leaves as it is. */
  readonly callAlways: <Result>(call: StoreCall<Result>) => Promise<Result>
  /** Calls the store and always leaves the breaker as it is: a store may refuse messages, and nothing else. */
  readonly callApart: <Result>(run: () => Promise<Result>) => Promise<Result>
}

/**
 * Keeps a store that is down from delaying every caller. A rejected call, or a silent store, opens the breaker for 1, 2, 4 … 30 s, give or
 * take a quarter. Then one call probes the store, and the others wait for its outcome.
 */
export function createCircuitBreaker({ onFailure, ...options }: CircuitBreakerOptions): CircuitBreaker {
  const { now, random } = options
  const limit = createResponseLimit(options)
  let openings = 0
  let openedAt = 0
  let pauseMs = 0
  /** Why the breaker is open or half-open. */
  let failure: TokenError | undefined
  let probe: Promise<unknown> | undefined

  function isPausing(): boolean {
    const elapsedMs = now() - openedAt
    return failure !== undefined && elapsedMs >= 0 && elapsedMs < pauseMs
  }

  function fail(thrown: unknown, keyHash: string): TokenError {
    const error = storeFailure(thrown)
    if (isPausing()) return error
    const isSlow = thrown instanceof NoResponseError && !limit.isSilent()
    const opens = failure || !isSlow
    if (opens) {
      pauseMs = coolDownMs(++openings, random)
      openedAt = now()
      failure = error
    }
    onFailure(error, { keyHash, pauseMs: opens ? pauseMs : 0 })
    return error
  }

  async function run<Result>(call: StoreCall<Result>): Promise<Result> {
    const before = failure
    try {
      const result = await limit.run(call.run, before !== undefined)
      if (failure === before) {
        failure = undefined
        if (call.writes) openings = 0
      }
      return result
    } catch (thrown) {
      throw fail(thrown, call.keyHash)
    }
  }

  function runProbe<Result>(call: StoreCall<Result>): Promise<Result> {
    const result = run(call).finally(() => {
      probe = undefined
    })
    probe = result.catch(ignore)
    return result
  }

  async function callApart<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await limit.run(run, true)
    } catch (thrown) {
      throw storeFailure(thrown)
    }
  }

  return {
    async call(call) {
      if (isPausing()) throw failure
      if (!failure) return run(call)
      if (!probe) return runProbe(call)
      await probe
      if (failure) throw failure
      return run(call)
    },
    callAlways: (call) => (failure ? callApart(call.run) : run(call)),
    callApart,
  }
}

/** The error of the store, redacted, as `shared-store-failed`. */
export function storeFailure(thrown: unknown): TokenError {
  if (isTokenError(thrown)) return thrown
  const cause = redactedError(thrown)
  return tokenError('shared-store-failed', 'The shared store failed; this instance continues without it.', { cause })
}
