import { tokenError } from '../../shared/error-table.ts'
import type { TokenError } from '../../shared/token-error.ts'

export interface SharedCoolDownOptions {
  readonly now: () => number
  /** Sends the pause to the other instances. Never rejects. */
  readonly send: (retryAfterMs: number) => void
}

/** Shares the `Retry-After` of Coveo with all instances: the limit belongs to the API key. */
export interface SharedCoolDown {
  /** Runs a mint, and sends the pause of its TokenError. Rejects with `coveo-rate-limited` during a pause. */
  readonly run: <Result>(mint: () => Promise<Result>) => Promise<Result>
  /** Takes over the pause that another instance received. */
  readonly receive: (retryAfterMs: number) => void
}

const maxRetryAfterMs = 5 * 60_000
const pausing = 'Coveo limits this API key: another instance received a Retry-After.'

export function createSharedCoolDown({ now, send }: SharedCoolDownOptions): SharedCoolDown {
  let until = 0

  return {
    async run(mint) {
      const pauseMs = until - now()
      if (pauseMs > 0) throw tokenError('coveo-rate-limited', pausing, { retryAfterMs: pauseMs })
      try {
        return await mint()
      } catch (thrown) {
        const { code, retryAfterMs = 0 } = thrown as TokenError
        if (code === 'coveo-rate-limited' && retryAfterMs > 0) send(retryAfterMs)
        throw thrown
      }
    },
    receive(retryAfterMs) {
      until = Math.max(until, now() + Math.min(retryAfterMs, maxRetryAfterMs))
    },
  }
}
