import { restMs } from '../shared/backoff.ts'
import { createBoundedMap } from '../shared/bounded-map.ts'
import { TokenError } from '../shared/token-error.ts'

const longestRetryAfterMs = 5 * 60_000
const refusalMs = 30_000
const forgivenAfterMs = 5 * 60_000

export interface SetbacksOptions {
  maxEntries: number
  random: () => number
}

interface Setback {
  error: TokenError
  failures: number
  until: number
}

/** What follows from a failed mint: no other try for this key within `pauseMs`. */
export interface Pause {
  pauseMs: number
  failures: number
}

export interface Setbacks {
  /** Notes that minting failed, and answers how long the key has to rest. */
  add(key: string, failure: { error: TokenError; at: number }): Pause
  /** The error to answer with while the key rests, or undefined when minting may be tried. */
  standing(key: string, now: number): TokenError | undefined
  /** Notes that minting worked for this key. What concerns every key stands: that mint began before it was known. */
  clear(key: string): void
  /** Forgets every failure. */
  clearAll(): void
}

/**
 * Keys that have to rest because minting failed. After a passing failure: 1, 2, 4 … 30 s, give or take a quarter, or as
 * long as Coveo asked for. After a refusal, which waiting does not cure: 30 s, and the same error object for all of
 * them, so that it can be reported once. What says nothing about one key, such as an API key that Coveo does not know, rests all of them.
 */
export function createSetbacks({ maxEntries, random }: SetbacksOptions): Setbacks {
  const resting = createBoundedMap<Setback>(maxEntries)
  /** What holds for every key, because it is not about what one of them asks for. */
  let general: Setback | undefined

  function rest(error: TokenError, at: number): void {
    const until = at + Math.min(error.retryAfterMs ?? refusalMs, longestRetryAfterMs)
    if (general === undefined || until > general.until) general = { error, failures: 1, until }
  }

  return {
    add(key, { error, at }) {
      const last = resting.get(key)
      const failures = last === undefined || at - last.until > forgivenAfterMs ? 1 : last.failures + 1
      const pauseMs = error.retryable ? passingPauseMs(error, restMs(failures, random)) : refusalMs
      resting.set(key, { error, failures, until: at + pauseMs })
      if (concernsEveryKey(error)) rest(error, at)
      return { pauseMs, failures }
    },
    standing(key, now) {
      const setback = [resting.get(key), general].find((known) => known !== undefined && now < known.until)
      if (setback === undefined) return undefined
      return setback.error.retryable ? again(setback.error, setback.until - now) : setback.error
    },
    clear: resting.delete,
    clearAll() {
      resting.clear()
      general = undefined
    },
  }
}

/** An API key that Coveo does not accept, an endpoint that leads elsewhere, a limit that Coveo sets for everyone and says for how long. */
function concernsEveryKey({ code, status, retryAfterMs }: TokenError): boolean {
  if (code === 'coveo-refused') return status === 401
  if (code === 'coveo-rate-limited') return retryAfterMs !== undefined
  return code === 'coveo-redirected' || code === 'coveo-wrong-organization'
}

function passingPauseMs({ retryAfterMs = 0 }: TokenError, ownMs: number): number {
  return Math.max(ownMs, Math.min(retryAfterMs, longestRetryAfterMs))
}

function again(error: TokenError, retryAfterMs: number): TokenError {
  const { message, status, remedy, code } = error
  return new TokenError(code, message, { status, remedy, retryable: true, retryAfterMs, cause: error })
}
