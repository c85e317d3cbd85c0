import { coolDownMs } from '../shared/backoff.ts'
import type { TokenKind } from '../shared/endpoint-contract.ts'
import { TokenError } from '../shared/token-error.ts'

/** The longest pause that a `Retry-After` causes, in milliseconds. */
export const maxRetryAfterMs = 5 * 60_000
const refusalMs = 30_000
const forgetAfterMs = 5 * 60_000

/** No mint starts before `until`, because of `error`. */
export interface CoolDown {
  readonly error: TokenError
  readonly failures: number
  readonly pauseMs: number
  readonly until: number
}

export interface Failure {
  readonly error: TokenError
  readonly at: number
  /** The cool-down of the failure before, if it is remembered. */
  readonly last: CoolDown | undefined
  readonly random: () => number
}

/**
 * Returns the cool-down of one key after a failed mint. Retryable errors: 1, 2, 4 … 30 s with jitter, or as long as
 * `Retry-After` says. Others: 30 s.
 */
export function coolDownAfter({ error, at, last, random }: Failure): CoolDown {
  const failures = last === undefined || at - last.until > forgetAfterMs ? 1 : last.failures + 1
  const { retryable, retryAfterMs } = error
  const pauseMs = retryable
    ? Math.max(coolDownMs(failures, random), Math.min(retryAfterMs || 0, maxRetryAfterMs))
    : refusalMs
  return { error, failures, pauseMs, until: at + pauseMs }
}

/**
 * Returns the cool-down of all keys, if the error says something about the API key itself. A firewall may redirect one user's
 * call, and a proxy may repeat a response: those pauses start at one second, and the next one takes the mint of another user.
 */
export function generalCoolDownAfter({ error, at, last, random }: Failure, kind: TokenKind): CoolDown | undefined {
  if (!concernsApiKey(error, kind)) return undefined
  const { code, retryAfterMs } = error
  const failures = (last?.failures ?? 0) + 1
  const ownMs = code === 'coveo-refused' ? refusalMs : coolDownMs(failures, random)
  const pauseMs = Math.min(retryAfterMs ?? ownMs, maxRetryAfterMs)
  return { error, failures, pauseMs, until: at + pauseMs }
}

/** Returns the error to reject with during a cool-down; a retryable one says how long that lasts. */
export function coolDownError({ error, until }: CoolDown, now: number): TokenError {
  if (!error.retryable) return error
  return new TokenError(error.code, error.message, { ...error, retryAfterMs: until - now, cause: error })
}

/**
 * Every search token needs the same privilege of the API key, so 401 means the key. A platform grant chooses its privileges:
 * Coveo responds with 401 as well where the key lacks one of them.
 */
function concernsApiKey({ code, status, retryAfterMs }: TokenError, kind: TokenKind): boolean {
  if (code === 'coveo-refused') return status === 401 && kind === 'search'
  if (code === 'coveo-rate-limited') return retryAfterMs !== undefined
  return code === 'coveo-redirected' || code === 'coveo-wrong-organization'
}
