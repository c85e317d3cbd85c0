import { coolDownMs } from '../shared/backoff.ts'
import { tokenError } from '../shared/error-table.ts'
import { isTokenError, TokenError } from '../shared/token-error.ts'

export interface LookupGateOptions {
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
  /** Source of randomness, in [0, 1). */
  readonly random: () => number
  /** How long a rejected API key ends all lookups, in milliseconds. */
  readonly keyCoolDownMs: number
}

export interface LookupGate {
  /** Runs a lookup when it may run. Rejects with a retryable `TokenError` while lookups are limited. */
  readonly run: <Value>(lookUp: () => Promise<Value>) => Promise<Value>
}

/** Lookups under way at once, and lookups that wait for one of them. */
const maxUnderWay = 20
const maxWaiting = 1_000
/** Invalid tokens per minute. Any caller can send one, and each costs a call with the API key. */
const maxInvalid = 30
const windowMs = 60_000
/** Consecutive failures that start a cool-down. */
const maxFailures = 3

/**
 * Limits lookups: callers with invalid tokens must not use up the rate limit of the API key. Minting shares that limit.
 * After a 429, a rejected key or repeated failures, all lookups cool down; then one success ends the cool-down.
 */
export function createLookupGate({ now, random, keyCoolDownMs }: LookupGateOptions): LookupGate {
  const waiting: (() => void)[] = []
  let underWay = 0
  let failures = 0
  let invalid = { count: 0, since: 0 }
  let coolDown: { readonly error: TokenError; readonly since: number; readonly ms: number } | undefined

  /** Milliseconds until a period ends. A clock that was set back ends it. */
  function remainingMs(since: number, ms: number): number {
    const passedMs = now() - since
    return passedMs < 0 ? 0 : Math.max(0, ms - passedMs)
  }

  function assertOpen(): void {
    if (coolDown) {
      const retryAfterMs = remainingMs(coolDown.since, coolDown.ms)
      if (retryAfterMs > 0) throw coolingDown(coolDown.error, retryAfterMs)
    }
    const retryAfterMs = remainingMs(invalid.since, windowMs)
    if (invalid.count >= maxInvalid && retryAfterMs > 0) {
      throw limited('Too many invalid tokens were looked up in the last minute.', retryAfterMs)
    }
  }

  async function enter(): Promise<void> {
    if (underWay < maxUnderWay) {
      underWay++
      return
    }
    if (waiting.length >= maxWaiting) throw limited('Too many privilege lookups are under way.', 1_000)
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    // The next lookup takes this place, so that none that arrives meanwhile does.
    if (next) next()
    else underWay--
  }

  function note(error: unknown): void {
    if (!isTokenError(error)) return
    const { code, status, retryable, retryAfterMs } = error
    const since = now()
    if (retryable) {
      failures++
      const isLimited = code === 'coveo-rate-limited' || retryAfterMs !== undefined
      if (!isLimited && failures < maxFailures) return
      const count = isLimited ? failures : failures - maxFailures + 1
      coolDown = { error, since, ms: Math.max(retryAfterMs ?? 0, coolDownMs(count, random)) }
    } else if (status === 401) {
      coolDown = { error, since, ms: keyCoolDownMs }
    } else {
      if (remainingMs(invalid.since, windowMs) === 0) invalid = { count: 0, since }
      invalid.count++
    }
  }

  return {
    async run(lookUp) {
      assertOpen()
      await enter()
      try {
        assertOpen()
        const value = await lookUp()
        failures = 0
        coolDown = undefined
        return value
      } catch (error) {
        note(error)
        throw error
      } finally {
        leave()
      }
    },
  }
}

function coolingDown(cause: TokenError, retryAfterMs: number): TokenError {
  return new TokenError(cause.code, cause.message, { ...cause, retryAfterMs, cause })
}

function limited(message: string, retryAfterMs: number): TokenError {
  const remedy = 'Retry later; if it persists, check which callers send invalid tokens to the guarded routes.'
  return tokenError('coveo-rate-limited', message, { retryAfterMs, remedy })
}
