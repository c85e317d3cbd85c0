import { createBoundedMap } from './bounded-map.ts'

export interface PacerOptions {
  /** How long a key waits for its next turn, in milliseconds. */
  everyMs: number
  /** How many keys to remember. */
  maxEntries: number
  now: () => number
}

export interface Pacer {
  /** Whether this key may have its turn now. */
  admit(key: string): boolean
}

/** Lets each key do something now and then, however often it is asked for. A clock that is put back makes nobody wait. */
export function createPacer({ everyMs, maxEntries, now }: PacerOptions): Pacer {
  const turns = createBoundedMap<number>(maxEntries)
  return {
    admit(key) {
      const at = now()
      const passedMs = at - (turns.get(key) ?? Number.NEGATIVE_INFINITY)
      if (passedMs >= 0 && passedMs < everyMs) return false
      turns.set(key, at)
      return true
    },
  }
}
