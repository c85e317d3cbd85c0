import type { AbortState } from '../../shared/abort-state.ts'
import { withJitter } from '../../shared/backoff.ts'
import { delay } from '../../shared/delay.ts'
import { tokenError } from '../../shared/error-table.ts'
import { ignore } from '../../shared/ignore.ts'
import type { Timers } from '../../shared/timers.ts'
import type { SharedEntry } from './shared-entry.ts'
import { createTurns } from './turns.ts'

export interface LeaseWaitOptions {
  /** How long a lease lasts, in milliseconds. */
  readonly leaseMs: number
  readonly now: () => number
  readonly random: () => number
  readonly timers: Timers
  /** Ends every wait, which then rejects with the signal's reason. */
  readonly closing: AbortState
}

export interface LeaseWork<Result> {
  /** Reads the result of another instance, if there is one. */
  readonly read: () => Promise<Result | undefined>
  /** Makes the result under the lease, in so many milliseconds. */
  readonly mint: (limitMs: number) => Promise<Result>
}

/** Resolves with the result of another instance, or with our own once the lease is acquired. */
export type LeaseWait = <Result>(entry: SharedEntry, work: LeaseWork<Result>) => Promise<Result>

/** The pause before the first poll, in milliseconds, give or take a quarter; each later one is a third longer. */
const firstPauseMs = 75
const maxPauseMs = 500
/** How many callers use the store at the same time: a burst of users waits here, not in the store. */
const maxTurns = 32

/** Polls the store while another instance holds the lease. */
export function createLeaseWait({ leaseMs, now, random, timers, closing }: LeaseWaitOptions): LeaseWait {
  /** The lease of an instance that ended has expired by then. Instances that fail one after another are not waited for. */
  const patienceMs = leaseMs + 2 * maxPauseMs
  const turns = createTurns(maxTurns)

  return async (entry, { read, mint }) => {
    // Without the wait for a turn.
    let waitedMs = 0
    let pauseMs = firstPauseMs
    for (;;) {
      await turns.take()
      const startedAt = now()
      let limitMs = 0
      try {
        closing.throwIfAborted()
        const found = await read()
        if (found) return found
        if (await entry.acquireLease()) {
          // Another instance may have published between the two calls.
          const late = await read()
          if (!late) limitMs = entry.mintMs()
          if (limitMs === 0) await entry.releaseLease().catch(ignore)
          if (late) return late
        }
      } finally {
        turns.giveBack()
      }
      if (limitMs > 0) return mint(limitMs)
      if (waitedMs + now() - startedAt >= patienceMs)
        throw tokenError('coveo-timeout', `Other instances minted no token within ${patienceMs} ms.`)
      await delay(withJitter(pauseMs, random), { signal: closing, timers })
      waitedMs += now() - startedAt
      pauseMs = Math.min(pauseMs * (4 / 3), maxPauseMs)
    }
  }
}
