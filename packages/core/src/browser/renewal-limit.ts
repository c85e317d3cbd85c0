const maxRenewals = 5
const windowMs = 60_000

export interface RenewalLimit {
  /** No request is sent before this instant. */
  readonly closedUntil: number
  /** Counts a renewal. The fifth within a minute closes the limit for a minute. */
  readonly count: (at: number) => void
}

/** Stops a page that renews in a loop. */
export function createRenewalLimit(): RenewalLimit {
  const renewals: number[] = []
  const limit = {
    closedUntil: 0,
    count(at: number) {
      renewals.push(at)
      const first = renewals.at(-maxRenewals)
      if (first === undefined) return
      if (at - first < windowMs) limit.closedUntil = at + windowMs
      renewals.shift()
    },
  }
  return limit
}
