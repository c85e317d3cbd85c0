import { tokenError } from '../../shared/error-table.ts'

const minuteMs = 60_000

export interface LocalMintBudgetOptions {
  /** Mints per minute, and the most that can be saved up. */
  readonly localMintsPerMinute: number
  readonly now: () => number
}

/**
 * Limits the mints of this process while the store is away and every instance mints on its own. A background renewal may use only the
 * upper half, because callers get a valid token meanwhile.
 */
export interface LocalMintBudget {
  /** Throws `shared-store-failed`, with the time to wait, when the budget is used up. */
  readonly spend: (mint: { background: boolean }) => void
}

export function createLocalMintBudget({ localMintsPerMinute, now }: LocalMintBudgetOptions): LocalMintBudget {
  const msPerMint = minuteMs / localMintsPerMinute
  /** When the whole budget is available again. */
  let restoredAt = 0

  return {
    spend({ background }) {
      const spentUntil = Math.max(now(), restoredAt) + msPerMint
      const waitMs = Math.round(spentUntil - now() - (background ? minuteMs / 2 : minuteMs))
      if (waitMs > 0) {
        const message = `Without the shared store this instance mints at most ${localMintsPerMinute} tokens a minute.`
        throw tokenError('shared-store-failed', message, { retryAfterMs: waitMs })
      }
      restoredAt = spentUntil
    },
  }
}
