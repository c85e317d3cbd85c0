import { tokenError } from '../shared/error-table.ts'
import { createThrottle } from '../shared/throttle.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { MintOrder } from './mint-order.ts'
import type { TokenEventListener } from './token-event.ts'

export interface MintLimitOptions {
  /** Mints that may start within any minute. */
  readonly perMinute: number
  /** Keys whose refusals are reported within a minute at most. */
  readonly maxEntries: number
  readonly now: () => number
  readonly emit: TokenEventListener | undefined
}

/** A mint that may start: of which key, and whether no caller waits for it. */
export type MintStart = Pick<MintOrder, 'id' | 'background'>

/**
 * Limits the mints of one issuer. The renewals of valid tokens may use only half of the limit: a user without a token comes
 * first.
 */
export interface MintLimit {
  /** The error of a mint that may not start now, which it also reports, once a minute; undefined if the mint may start. */
  readonly refuse: (mint: MintStart) => TokenError | undefined
  /** Counts a mint that starts. Throws the error of one that may not. */
  readonly start: (mint: MintStart) => void
}

const minuteMs = 60_000

export function createMintLimit({ perMinute, maxEntries, now, emit }: MintLimitOptions): MintLimit {
  /** The instants of the latest starts, as a ring: the next start replaces the oldest. */
  const starts: number[] = []
  let next = 0
  /** Every request for a token that is due, or that there is none of, is refused. */
  const reports = createThrottle({ intervalMs: minuteMs, maxEntries, now })

  /** How long until fewer than `count` mints have started within a minute, in milliseconds. Not positive: there are fewer. */
  function waitMs(count: number): number {
    const start = starts[(next + perMinute - count) % perMinute]
    return start === undefined ? 0 : start + minuteMs - now()
  }

  function refuse({ id, background }: MintStart): TokenError | undefined {
    const retryAfterMs = waitMs(background ? Math.ceil(perMinute / 2) : perMinute)
    if (retryAfterMs <= 0) return undefined
    if (reports.admit(id.key)) emit?.({ type: 'mint-limit-reached', key: id.keyHash })
    return tokenError('mint-limit-reached', `\`maxMintsPerMinute\` (${perMinute}) is reached.`, { retryAfterMs })
  }

  return {
    refuse,
    start(mint) {
      const refusal = refuse(mint)
      if (refusal) throw refusal
      starts[next] = now()
      next = (next + 1) % perMinute
    },
  }
}
