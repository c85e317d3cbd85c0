import { createBoundedMap } from '../shared/bounded-map.ts'

export interface RejectionsOptions {
  maxEntries: number
  /** How many rejections of one key are honoured within `windowMs`. */
  limit: number
  windowMs: number
}

interface Rejection {
  fingerprint: string
  at: number
}

export interface Rejections {
  /** Records a rejection and answers 0; over the limit it records nothing and answers after how many ms to try again. */
  admit(key: string, rejection: Rejection): number
  /** Whether this token of this key was rejected lately. */
  includes(key: string, fingerprint: string): boolean
  /** Forgets every rejection. */
  clear(): void
}

/** Remembers the last rejected tokens of each key: so that none comes back, and so that nobody can reject at will. */
export function createRejections({ maxEntries, limit, windowMs }: RejectionsOptions): Rejections {
  const remembered = createBoundedMap<Rejection[]>(maxEntries)

  return {
    admit(key, rejection) {
      const last = remembered.get(key) ?? []
      const oldest = last.length < limit ? undefined : last[0]
      const waitMs = oldest === undefined ? 0 : oldest.at + windowMs - rejection.at
      if (waitMs > 0) return Math.min(waitMs, windowMs)
      remembered.set(key, [...last, rejection].slice(-limit))
      return 0
    },
    clear: remembered.clear,
    includes(key, fingerprint) {
      return remembered.get(key)?.some((rejection) => rejection.fingerprint === fingerprint) ?? false
    },
  }
}
