import { createBoundedMap } from '../shared/bounded-map.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { CachedToken } from './cached-token.ts'
import type { CoolDown } from './cool-down.ts'
import type { Evicted, TokenEventListener } from './token-event.ts'

/** What names a cache key, in the store and in events. */
export interface EntryId {
  readonly key: string
  /** Hash of the key for events; empty without a listener. */
  readonly keyHash: string
  /** Hash of the organization and the grant, without the API key. */
  readonly subject: string
}

/** Everything the issuer remembers about one cache key. */
export interface Entry extends EntryId {
  token?: CachedToken | undefined
  coolDown?: CoolDown | undefined
  /** Tokens that were lately reported as rejected, oldest first. */
  rejections: readonly { readonly fingerprint: string; readonly at: number }[]
  /** When the shared store was last searched for this key: while it cools down, and for a report of an unknown token. */
  searchedAt: number
  reportedAt: number
}

export interface Entries {
  /** The entry of a key; an empty one, which is not kept, where there is none. */
  find(key: string): Entry
  /** Notes that the token of a key was served. */
  touch(key: string): void
  /** Changes the entry of a key and keeps it. */
  update(key: string, change: (entry: Entry) => void): void
  clear(): void
}

export interface EntriesOptions {
  maxEntries: number
  subjectOf: (key: string) => string
  emit: TokenEventListener | undefined
}

/**
 * The issuer's memory. The token that was not used for longest makes room for a new one; keys without a token are bounded by
 * themselves, so that no failure displaces a token.
 */
export function createEntries({ maxEntries, subjectOf, emit }: EntriesOptions): Entries {
  const evicted: Evicted[] = []
  const withToken = createBoundedMap<Entry>(maxEntries, {
    onEvict({ token, keyHash }) {
      if (token) evicted.push({ type: 'evicted', key: keyHash, fingerprint: token.hit.fingerprint })
    },
  })
  const withoutToken = createBoundedMap<Entry>(maxEntries)

  function find(key: string): Entry {
    const entry = withToken.peek(key) ?? withoutToken.get(key)
    if (entry) return entry
    const keyHash = emit ? fingerprint(key) : ''
    const never = Number.NEGATIVE_INFINITY
    return { key, keyHash, subject: subjectOf(key), rejections: [], searchedAt: never, reportedAt: never }
  }

  return {
    find,
    update(key, change) {
      const entry = find(key)
      change(entry)
      if (entry.token) withToken.set(key, entry)
      else withToken.delete(key)
      if (entry.token) withoutToken.delete(key)
      else withoutToken.set(key, entry)
      // Reported only now: a listener may call the issuer.
      for (const event of evicted.splice(0)) emit?.(event)
    },
    touch: (key) => void withToken.get(key),
    clear() {
      withToken.clear()
      withoutToken.clear()
    },
  }
}
