import { LRUCache } from 'lru-cache'
import { fingerprint } from '../shared/fingerprint.ts'
import type { CachedToken } from './cached-token.ts'
import type { IssueResult } from './issued-token.ts'
import type { Evicted, TokenEventListener } from './token-event.ts'

/**
 * The place in memory of one key's token, which outlives the token: who holds the slot needs no lookup. Empty, it has no `hit`.
 * Everything that decides about an answer from memory is in this one object, because each further one costs a cache miss.
 */
export interface Slot {
  readonly key: string
  /** Hash of the key for events; empty where nobody listens. */
  readonly keyHash: string
  hit: IssueResult | undefined
  /** `hit.refreshAt`; 0 while empty. */
  freshUntil: number
  /** Those of its `CachedToken`. */
  shortMs: number
  mostMs: number
  /** How many tokens had come in when this one was last noted as used. */
  usedAt: number
}

export interface TokenCacheOptions {
  maxEntries: number
  emit: TokenEventListener | undefined
}

export interface TokenCache {
  /** The slot of a key: the one that holds its token, or an empty one. */
  slot(key: string): Slot
  /** Whether the use of this slot's token need not be noted: it was, not long ago. */
  isNoted(slot: Slot): boolean
  /** Notes that the token under this key is being used, and answers its slot; undefined where there is none. */
  use(key: string): Slot | undefined
  /** The slot that holds this key's token. */
  peek(key: string): Slot | undefined
  /** Puts a token into a slot, which from now on is the one of its key. */
  set(slot: Slot, token: CachedToken): void
  delete(key: string): void
  clear(): void
}

/** The issuer's memory: a token that has not been used for long makes room for a new one. */
export function createTokenCache({ maxEntries, emit }: TokenCacheOptions): TokenCache {
  /** So many tokens may come in before another use is noted: noting costs more than the rest of an answer from memory. */
  const leeway = maxEntries >> 4
  let arrivals = 0

  /** What has just left to make room. Told only when the cache is in order again: a listener may ask it something. */
  const evicted: Evicted[] = []

  const slots = new LRUCache<string, Slot>({
    max: maxEntries,
    dispose(slot, _key, reason) {
      const { hit, keyHash } = slot
      slot.hit = undefined
      slot.freshUntil = 0
      if (hit && reason === 'evict' && emit)
        evicted.push({ type: 'evicted', key: keyHash, fingerprint: hit.fingerprint })
    },
  })

  function use(key: string): Slot | undefined {
    const slot = slots.get(key)
    if (slot !== undefined) slot.usedAt = arrivals
    return slot
  }

  function emptySlot(key: string): Slot {
    const keyHash = emit ? fingerprint(key) : ''
    return { key, keyHash, hit: undefined, freshUntil: 0, shortMs: 0, mostMs: 0, usedAt: 0 }
  }

  return {
    slot: (key) => slots.peek(key) ?? emptySlot(key),
    isNoted: (slot) => arrivals - slot.usedAt <= leeway,
    use,
    peek: (key) => slots.peek(key),
    set(slot, { hit, shortMs, mostMs }) {
      arrivals++
      slot.hit = hit
      slot.freshUntil = hit.refreshAt
      slot.shortMs = shortMs
      slot.mostMs = mostMs
      slot.usedAt = arrivals
      slots.set(slot.key, slot)
      for (const event of evicted.splice(0)) emit?.(event)
    },
    delete(key) {
      slots.delete(key)
    },
    clear() {
      slots.clear()
    },
  }
}
