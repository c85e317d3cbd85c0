import type { Instant, TokenClock } from './token-clock.ts'

const windowMs = 60_000
const limit = 5

export interface RenewalBreaker {
  /** Notes one renewal. */
  record(): void
  /** Milliseconds until the next renewal is allowed: above zero for a minute after five of them within a minute. */
  waitMs(): number
}

/** Stops whatever loops: a refused token that comes back for ever, a render that renews, a life of seconds. */
export function createRenewalBreaker(clock: TokenClock): RenewalBreaker {
  let recent: Instant[] = []
  let openedAt: Instant | undefined
  return {
    record() {
      recent = recent.filter((at) => clock.left(at, windowMs) > 0)
      if (recent.push(clock.read()) >= limit) {
        openedAt = clock.read()
        recent = []
      }
    },
    waitMs: () => (openedAt ? clock.left(openedAt, windowMs) : 0),
  }
}
