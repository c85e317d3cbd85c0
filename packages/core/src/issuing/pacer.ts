import { createBoundedMap } from '../shared/bounded-map.ts'

export interface PacerOptions {
  maxEntries: number
  now: () => number
}

export interface Pacer {
  /** Whether this key may have its turn: at most one a second. */
  admit(key: string): boolean
}

const turnMs = 1_000

/** Lets each key do something now and then, however often it is asked for. */
export function createPacer({ maxEntries, now }: PacerOptions): Pacer {
  const turns = createBoundedMap<number>(maxEntries)
  return {
    admit(key) {
      const at = now()
      const passedMs = at - (turns.get(key) ?? Number.NEGATIVE_INFINITY)
      if (passedMs >= 0 && passedMs < turnMs) return false
      turns.set(key, at)
      return true
    },
  }
}
