import type { TokenError } from '../shared/token-error.ts'

export interface RetrySchedule {
  /** No request is sent before this instant, except by `renew()`. */
  readonly earliestAt: number
  /** Even `renew()` waits until this instant: the endpoint sent `Retry-After`. */
  readonly requiredAt: number
  /** The source retries by itself at this instant. */
  readonly dueAt: number
  /** Schedules the next attempt after one that failed. */
  readonly failed: (error: TokenError, now: number) => void
  /** Forgets all failures. */
  readonly succeeded: () => void
}

const shortestPauseMs = 250
const longestPauseMs = 60_000
/** A signed-out user may sign in at any moment. */
const signedOutPauseMs = 5_000
/** An endpoint that is wrong may be so only during a deployment: the source retries minutes apart. */
const shortestPermanentPauseMs = 120_000
const longestPermanentPauseMs = 300_000

/** When to retry after failures: after pauses that double, with full jitter, and never before `Retry-After`. */
export function createRetrySchedule(random: () => number): RetrySchedule {
  let failures = 0
  const schedule = {
    earliestAt: 0,
    requiredAt: 0,
    dueAt: 0,
    failed({ status, retryable, retryAfterMs = 0 }: TokenError, now: number) {
      failures++
      const growingMs = Math.max(shortestPauseMs, random() * Math.min(longestPauseMs, 500 * 2 ** failures))
      const pauseMs = Math.max(status === 401 ? signedOutPauseMs : growingMs, retryAfterMs)
      const spreadMs = random() * (longestPermanentPauseMs - shortestPermanentPauseMs)
      schedule.earliestAt = now + pauseMs
      schedule.requiredAt = now + retryAfterMs
      schedule.dueAt = now + (retryable ? pauseMs : Math.max(shortestPermanentPauseMs + spreadMs, retryAfterMs))
    },
    succeeded() {
      failures = 0
      Object.assign(schedule, { earliestAt: 0, requiredAt: 0, dueAt: 0 })
    },
  }
  return schedule
}
