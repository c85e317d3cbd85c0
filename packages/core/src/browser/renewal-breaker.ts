const limit = 5
const windowMs = 60_000

export interface RenewalBreaker {
  /** Notes a renewal at `time`; the fifth within a minute opens the breaker for a minute. */
  record(time: number): void
  /** Keeps the breaker open until `time` at least. */
  hold(time: number): void
  /** When the next renewal is allowed. */
  closesAt(): number
}

/** Stops what loops: a refused token that comes back for ever, a component that renews while it renders. */
export function createRenewalBreaker(): RenewalBreaker {
  let recent: number[] = []
  let end = 0
  function hold(time: number) {
    end = Math.max(end, time)
  }
  return {
    record(time) {
      recent = [...recent.filter((at) => at > time - windowMs), time]
      if (recent.length < limit) return
      recent = []
      hold(time + windowMs)
    },
    hold,
    closesAt: () => end,
  }
}
