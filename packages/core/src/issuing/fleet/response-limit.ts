import type { Timers } from '../../shared/timers.ts'

export interface ResponseLimitOptions {
  readonly timeoutMs: number
  readonly now: () => number
  readonly timers: Timers
}

export interface ResponseLimit {
  /** Settles as the call does. Rejects once the store has been silent for too long, for a suspect one sooner. */
  readonly run: <Result>(call: () => Promise<Result>, isSuspect?: boolean) => Promise<Result>
  /** Whether the store counts as silent, not as slow: several calls since its last response. */
  readonly isSilent: () => boolean
}

/** A store with so many calls since its last response is silent, not slow. */
const silentAfterCalls = 3

/** The store did not respond in time: the call may have taken effect. */
export class NoResponseError extends Error {}

/** The longest wait of one call, as a multiple of `timeoutMs`, also while the store responds to other calls. */
const maxLimits = 4
/** Silence is counted in so many parts of `timeoutMs`. */
const parts = 10
/** A timer that is later than this share of `timeoutMs` shows a frozen or starved process. */
const maxLateness = 0.05

/**
 * Limits the silence of a store, not the duration of one call: a store that responds to other calls is slow, not gone. Silence is the
 * number of short timers that fired, not the time that passed: a frozen or starved process fires few of them, and could not have received
 * a response meanwhile. Such a process may wait twice as long, and so may one or two calls of a store that is not suspect.
 */
export function createResponseLimit({ timeoutMs, now, timers }: ResponseLimitOptions): ResponseLimit {
  let callsSinceResponse = 0
  let responses = 0

  function isSilent(): boolean {
    return callsSinceResponse >= silentAfterCalls
  }

  return {
    isSilent,
    run(call, isSuspect) {
      callsSinceResponse++
      return new Promise((resolve, reject) => {
        const startedAt = now()
        let seen = responses
        let counted = 0
        let silent = 0
        let isStarved = false
        let timer: unknown

        function isOver(): boolean {
          if (responses !== seen) silent = 0
          seen = responses
          const limit = !isStarved && (isSuspect || isSilent()) ? parts : 2 * parts
          return silent >= limit || counted >= maxLimits * parts
        }

        function wait(): void {
          const dueAt = now() + timeoutMs / parts
          timer = timers.setTimeout(() => {
            if (now() - dueAt > timeoutMs * maxLateness) isStarved = true
            counted++
            silent++
            if (!isOver()) wait()
            // The event loop first delivers the responses that have arrived.
            else timer = timers.setTimeout(judge, 0)
          }, timeoutMs / parts)
        }

        function judge(): void {
          if (isOver()) reject(new NoResponseError(`No response within ${Math.round(now() - startedAt)} ms.`))
          else wait()
        }

        wait()
        // The call may throw, or return a plain value.
        const responded = (async () => call())().finally(() => {
          timers.clearTimeout(timer)
          callsSinceResponse = 0
          responses++
        })
        responded.then(resolve, reject)
      })
    },
  }
}
