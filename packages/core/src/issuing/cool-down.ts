import { coolDownMs } from '../shared/backoff.ts'
import { TokenError } from '../shared/token-error.ts'

const maxRetryAfterMs = 5 * 60_000
const refusalMs = 30_000
const forgetAfterMs = 5 * 60_000

/** No mint is tried before `until`, because of `error`. */
export interface CoolDown {
  readonly error: TokenError
  readonly failures: number
  readonly pauseMs: number
  readonly until: number
}

/**
 * The cool-down after a failed mint. Retryable errors: 1, 2, 4 … 30 s with jitter, or as long as `Retry-After` says.
 * Others: 30 s.
 */
export function coolDownAfter(
  error: TokenError,
  at: number,
  last: CoolDown | undefined,
  random: () => number,
): CoolDown {
  const failures = last === undefined || at - last.until > forgetAfterMs ? 1 : last.failures + 1
  const { retryable, retryAfterMs = 0 } = error
  const pauseMs = retryable
    ? Math.max(coolDownMs(failures, random), Math.min(retryAfterMs, maxRetryAfterMs))
    : refusalMs
  return { error, failures, pauseMs, until: at + pauseMs }
}

/** The cool-down of all keys, for an error that is not about one of them; undefined for any other. */
export function generalCoolDown(error: TokenError, at: number): CoolDown | undefined {
  if (!concernsEveryKey(error)) return undefined
  const pauseMs = Math.min(error.retryAfterMs ?? refusalMs, maxRetryAfterMs)
  return { error, failures: 1, pauseMs, until: at + pauseMs }
}

/** The error to answer with while a cool-down lasts; a retryable one says how long that still is. */
export function coolDownError({ error, until }: CoolDown, now: number): TokenError {
  if (!error.retryable) return error
  const { code, message, status, remedy } = error
  return new TokenError(code, message, { status, remedy, retryable: true, retryAfterMs: until - now, cause: error })
}

function concernsEveryKey({ code, status, retryAfterMs }: TokenError): boolean {
  if (code === 'coveo-refused') return status === 401
  if (code === 'coveo-rate-limited') return retryAfterMs !== undefined
  return code === 'coveo-redirected' || code === 'coveo-wrong-organization'
}
