import { tokenError } from '../../shared/error-table.ts'
import type { TokenError } from '../../shared/token-error.ts'
import { maxRetryAfterMs } from '../cool-down.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { SharedStore } from './shared-store.ts'

export interface SharedCoolDownOptions {
  readonly store: SharedStore
  readonly breaker: CircuitBreaker
  /** How long the store may be silent, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
  /** Lets the other instances read the pause under this name in the store. */
  readonly announce: (name: string) => Promise<void>
  /** Called with the promise of each pause that is being shared. */
  readonly onShare: (sharing: Promise<void>) => void
}

/**
 * Shares the `Retry-After` of Coveo with all instances: the limit belongs to the API key. Each pause is a value in the store that lasts as
 * long, so no two clocks are compared, and a recorded message of a pause that is over does nothing.
 */
export interface SharedCoolDown {
  /** Runs a mint, and shares the pause of its TokenError. Rejects with `coveo-rate-limited` during a pause. */
  readonly run: <Result>(mint: () => Promise<Result>) => Promise<Result>
  /** Takes over the pause that another instance shares under this name. */
  readonly receive: (name: string) => Promise<void>
}

const pausing = 'Coveo limited the rate of calls of another instance.'

export function createSharedCoolDown(options: SharedCoolDownOptions): SharedCoolDown {
  const { store, breaker, timeoutMs, now, announce, onShare } = options
  let until = 0

  async function share(keepMs: number): Promise<void> {
    const name = crypto.randomUUID()
    // The store accepts a value only under a lease.
    await breaker.callApart(() => store.acquireLease(name, { owner: name, leaseMs: timeoutMs }))
    await breaker.callApart(() => store.publish(name, { owner: name, value: name, keepMs }))
    await announce(name)
  }

  return {
    async run(mint) {
      const pauseMs = until - now()
      if (pauseMs > 0) throw tokenError('coveo-rate-limited', pausing, { retryAfterMs: pauseMs })
      try {
        return await mint()
      } catch (thrown) {
        const { code, retryAfterMs } = thrown as TokenError
        if (code === 'coveo-rate-limited' && retryAfterMs) onShare(share(retryAfterMs))
        throw thrown
      }
    },
    async receive(name) {
      const stored = await breaker.callApart(() => store.read(name))
      if (stored) until = Math.max(until, now() + Math.min(stored.remainingMs, maxRetryAfterMs))
    },
  }
}
