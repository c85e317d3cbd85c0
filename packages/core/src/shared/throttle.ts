import { createBoundedMap } from './bounded-map.ts'

export interface ThrottleOptions {
  /** Shortest time between two admissions of one key, in milliseconds. */
  intervalMs: number
  /** Number of keys kept. */
  maxEntries: number
  /** The clock, in milliseconds. */
  now: () => number
}

export interface Throttle {
  /** Whether the key may run now; if so, the interval starts again. */
  readonly admit: (key: string) => boolean
}

/** Admits each key once per interval. A clock that is set back delays no key. */
export function createThrottle({ intervalMs, maxEntries, now }: ThrottleOptions): Throttle {
  const admittedAt = createBoundedMap<number>(maxEntries)
  return {
    admit(key) {
      const at = now()
      const passedMs = at - (admittedAt.get(key) ?? Number.NEGATIVE_INFINITY)
      if (passedMs >= 0 && passedMs < intervalMs) return false
      admittedAt.set(key, at)
      return true
    },
  }
}
