import type { AbortState } from '../../shared/abort-state.ts'
import { withJitter } from '../../shared/backoff.ts'
import { delay } from '../../shared/delay.ts'
import { tokenError } from '../../shared/error-table.ts'
import { ignore } from '../../shared/ignore.ts'
import type { Timers } from '../../shared/timers.ts'
import type { SharedEntry } from './shared-entry.ts'
import type { Turns } from './turns.ts'

export interface LeaseWaitOptions {
  /** How long a lease lasts, in milliseconds. */
  readonly leaseMs: number
  readonly now: () => number
  readonly random: () => number
  readonly timers: Timers
  /** The caller of `run` has a turn. It is given back during each pause. */
  readonly turns: Turns
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

/** Polls the store while another instance holds the lease. */
export function createLeaseWait({ leaseMs, now, random, timers, turns, closing }: LeaseWaitOptions): LeaseWait {
  /** The lease of an instance that ended has expired by then. Instances that fail one after another are not waited for. */
  const patienceMs = leaseMs + 2 * maxPauseMs

  return async (entry, { read, mint }) => {
    let startedAt = now()
    let pauseMs = firstPauseMs
    for (;;) {
      const found = await read()
      if (found) return found
      if (await entry.acquireLease()) {
        // Another instance may have published between the two calls.
        const late = await read()
        const limitMs = entry.mintMs()
        if (!late && limitMs > 0) return mint(limitMs)
        await entry.releaseLease().catch(ignore)
        if (late) return late
      }
      const waitedMs = now() - startedAt
      if (waitedMs >= patienceMs)
        throw tokenError('coveo-timeout', `Other instances minted no token within ${waitedMs} ms.`)
      turns.giveBack()
      try {
        await delay(withJitter(pauseMs, random), { signal: closing, timers })
      } finally {
        const pausedUntil = now()
        await turns.take()
        startedAt += now() - pausedUntil
      }
      pauseMs = Math.min(pauseMs * (4 / 3), maxPauseMs)
    }
  }
}
