import { tokenError } from '../../shared/error-table.ts'
import { isTokenError } from '../../shared/token-error.ts'

export interface SharedCoolDownOptions {
  readonly now: () => number
  /** Sends the pause to the other instances. Never rejects. */
  readonly send: (retryAfterMs: number) => void
}

/** Shares the `Retry-After` of Coveo with all instances: the limit belongs to the API key. */
export interface SharedCoolDown {
  /** Throws `coveo-rate-limited` while the pause lasts. */
  readonly assertOver: () => void
  /** Reads the pause from the error of this instance's own mint. */
  readonly report: (thrown: unknown) => void
  /** Takes over the pause that another instance received. */
  readonly receive: (retryAfterMs: number) => void
}

const maxRetryAfterMs = 5 * 60_000

export function createSharedCoolDown({ now, send }: SharedCoolDownOptions): SharedCoolDown {
  let until = Number.NEGATIVE_INFINITY

  return {
    assertOver() {
      const retryAfterMs = until - now()
      if (retryAfterMs <= 0) return
      throw tokenError(
        'coveo-rate-limited',
        'Coveo limits the calls of this API key: another instance received a Retry-After.',
        {
          retryAfterMs,
        },
      )
    },
    report(thrown) {
      if (!isTokenError(thrown) || thrown.code !== 'coveo-rate-limited') return
      const { retryAfterMs } = thrown
      if (retryAfterMs !== undefined && retryAfterMs > 0) send(Math.min(retryAfterMs, maxRetryAfterMs))
    },
    receive(retryAfterMs) {
      until = Math.max(until, now() + Math.min(retryAfterMs, maxRetryAfterMs))
    },
  }
}
