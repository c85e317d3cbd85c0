import type { TokenError } from '../shared/token-error.ts'

/** The part of an error that decides about the next request. */
type FailedRequest = Partial<Pick<TokenError, 'status' | 'retryable' | 'retryAfterMs'>>

/** When requests may be sent: instants of the source's clock. */
export interface RequestSchedule {
  /** The source sends its next request by itself at this instant, after a failure. */
  readonly dueAt: number
  /** No request is sent before this instant, except by `renew()`. */
  readonly earliestAt: number
  /** Even `renew()` waits until this instant: the endpoint sent `Retry-After`. */
  readonly requiredAt: number
  /** No request at all is sent before this instant: the page sent five within a minute. */
  readonly closedUntil: number
  /** Counts a renewal. */
  readonly started: (now: number) => void
  /** Schedules the next attempt after one that failed. */
  readonly failed: (error: FailedRequest, now: number) => void
  /** Forgets all failures. */
  readonly succeeded: () => void
}

const maxRenewals = 5
const renewalWindowMs = 60_000
const shortestPauseMs = 250
const longestPauseMs = 60_000
/** A signed-out user may sign in at any moment. */
const signedOutPauseMs = 5_000
/** An endpoint that is wrong may be so only during a deployment: the source retries minutes apart. */
const shortestPermanentPauseMs = 120_000
const longestPermanentPauseMs = 300_000

/**
 * When to send requests: after failures, after pauses that double, with full jitter, and never before `Retry-After`; and not while the page
 * renews in a loop.
 */
export function createRequestSchedule(random: () => number): RequestSchedule {
  let failures = 0
  let renewals: number[] = []
  const schedule = {
    dueAt: 0,
    earliestAt: 0,
    requiredAt: 0,
    closedUntil: 0,
    started(now: number) {
      renewals = [...renewals.filter((time) => now - time < renewalWindowMs), now]
      if (renewals.length >= maxRenewals) {
        schedule.closedUntil = now + renewalWindowMs
        renewals = []
      }
    },
    failed({ status, retryable, retryAfterMs = 0 }: FailedRequest, now: number) {
      failures++
      const growingMs = random() * Math.min(longestPauseMs, 500 * 2 ** failures)
      const pauseMs = Math.max(shortestPauseMs, status === 401 ? signedOutPauseMs : growingMs, retryAfterMs)
      const spreadMs = random() * (longestPermanentPauseMs - shortestPermanentPauseMs)
      schedule.earliestAt = now + pauseMs
      schedule.requiredAt = now + retryAfterMs
      schedule.dueAt = now + (retryable ? pauseMs : Math.max(shortestPermanentPauseMs + spreadMs, retryAfterMs))
    },
    succeeded() {
      failures = 0
      Object.assign(schedule, { dueAt: 0, earliestAt: 0, requiredAt: 0 })
    },
  }
  return schedule
}
