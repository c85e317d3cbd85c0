const maxRenewals = 5
const windowMs = 60_000

export interface RenewalLimit {
  /** No request is sent before this instant. `Infinity` once the source is disposed of. */
  closedUntil: number
  /** Counts a renewal. The fifth within a minute closes the source for a minute. */
  count(at: number): void
}

/** Stops a page that renews in a loop. */
export function createRenewalLimit(): RenewalLimit {
  const startedAt: number[] = []
  return {
    closedUntil: 0,
    count(at) {
      startedAt.push(at)
      if (startedAt.length < maxRenewals) return
      const fifthLast = startedAt.shift() as number
      if (at - fifthLast < windowMs) this.closedUntil = at + windowMs
    },
  }
}
