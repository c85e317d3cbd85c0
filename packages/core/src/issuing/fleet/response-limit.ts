import type { Timers } from '../../shared/timers.ts'

export interface ResponseLimitOptions {
  readonly timeoutMs: number
  readonly now: () => number
  readonly timers: Timers
}

export interface ResponseLimit {
  /** Settles as the call does. Rejects once the store has been silent for too long. */
  readonly run: <Result>(call: () => Promise<Result>, options?: { isSuspect: boolean }) => Promise<Result>
  /** Whether so many calls in a row had no response that the store counts as silent, not as slow. */
  readonly isSilent: () => boolean
}

/** So many calls without a response are no coincidence. */
const maxUnanswered = 3

/** The store did not respond, so nothing is known about the call. */
export class NoResponseError extends Error {}

/** One call may wait at most so many times `timeoutMs`, however many other calls the store responds to. */
const maxChecks = 4
/** A timer that is later than this share of `timeoutMs` shows a frozen or starved process. */
const maxLateness = 0.05

/**
 * Limits the silence of a store, not the duration of one call: a store that responds to other calls is slow, not gone. One or two calls
 * without a response may take twice as long as `timeoutMs`, unless the store is suspect. A timer that fires late shows that this process
 * did not run, so the time until then does not count.
 */
export function createResponseLimit({ timeoutMs, now, timers }: ResponseLimitOptions): ResponseLimit {
  let unanswered = 0
  let lastResponseAt = Number.NEGATIVE_INFINITY

  function respond(): void {
    unanswered = 0
    lastResponseAt = now()
  }

  function isSilent(): boolean {
    return unanswered >= maxUnanswered
  }

  return {
    isSilent,
    run(call, { isSuspect } = { isSuspect: false }) {
      unanswered++
      return new Promise((resolve, reject) => {
        const startedAt = now()
        let silentSince = startedAt
        let checks = 0
        let timer: unknown

        function wait(ms: number): void {
          const dueAt = now() + ms
          timer = timers.setTimeout(() => {
            if (now() - dueAt > timeoutMs * maxLateness) silentSince = now()
            // The event loop first delivers the responses that have arrived.
            timer = timers.setTimeout(check, 0)
          }, ms)
        }

        function check(): void {
          checks++
          const silentMs = now() - Math.max(silentSince, lastResponseAt)
          const limitMs = isSuspect || isSilent() ? timeoutMs : 2 * timeoutMs
          if (silentMs >= limitMs || checks >= maxChecks) {
            reject(new NoResponseError(`No response within ${Math.round(now() - startedAt)} ms.`))
          } else wait(Math.min(timeoutMs, limitMs - silentMs))
        }

        wait(timeoutMs)
        settled(call).then(
          (result) => {
            timers.clearTimeout(timer)
            respond()
            resolve(result)
          },
          (thrown) => {
            timers.clearTimeout(timer)
            respond()
            reject(thrown)
          },
        )
      })
    },
  }
}

/** The call may throw, or return a plain value. */
async function settled<Result>(call: () => Promise<Result>): Promise<Result> {
  return call()
}
