export interface ThrottleOptions {
  /** Shortest time between two admissions of one key, in milliseconds. */
  intervalMs: number
  /** Number of keys admitted per interval: further keys wait until an admission is `intervalMs` old. */
  maxEntries: number
  /** The clock, in milliseconds. Default `Date.now`. */
  now?: (() => number) | undefined
}

export interface Throttle {
  /** Whether the key may run now; if so, the interval starts again. */
  readonly admit: (key: string) => boolean
}

/** Admits each key once per interval, and no more keys than `maxEntries`. A clock that is set back delays no key. */
export function createThrottle({ intervalMs, maxEntries, now = () => Date.now() }: ThrottleOptions): Throttle {
  /** In order of time. */
  const admittedAt = new Map<string, number>()

  function forgetBefore(at: number): void {
    for (const [key, before] of admittedAt) {
      if (at >= before && at - before < intervalMs) return
      admittedAt.delete(key)
    }
  }

  return {
    admit(key) {
      const at = now()
      forgetBefore(at)
      if (admittedAt.has(key) || admittedAt.size >= maxEntries) return false
      admittedAt.set(key, at)
      return true
    },
  }
}
