import { tokenError } from '../../shared/error-table.ts'

export interface LocalMintBudgetOptions {
  /** Mints per minute, and the most that can be saved up. */
  readonly perMinute: number
  readonly now: () => number
}

/**
 * Limits the mints of this process while the store is away and every instance mints on its own. A background renewal may use only the
 * upper half, because a valid token is served meanwhile.
 */
export interface LocalMintBudget {
  /** Throws `shared-store-failed`, with the time to wait, when the budget is used up. */
  readonly spend: (mint: { background: boolean }) => void
}

export function createLocalMintBudget({ perMinute, now }: LocalMintBudgetOptions): LocalMintBudget {
  const msPerMint = 60_000 / perMinute
  let available = perMinute
  let countedAt = now()

  return {
    spend({ background }) {
      const at = now()
      available = Math.min(perMinute, available + Math.max(0, at - countedAt) / msPerMint)
      countedAt = at
      const missing = 1 + (background ? perMinute / 2 : 0) - available
      if (missing > 0) {
        const message = `Without the shared store this instance mints at most ${perMinute} tokens a minute.`
        throw tokenError('shared-store-failed', message, { retryAfterMs: Math.ceil(missing * msPerMint) })
      }
      available--
    },
  }
}
