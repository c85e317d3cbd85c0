import { createBoundedMap } from '../shared/bounded-map.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { CachedToken } from './cached-token.ts'
import type { CoolDown } from './cool-down.ts'
import type { TokenEvent, TokenEventListener } from './token-event.ts'

/** The names of a cache key, for the store and for events. */
export interface EntryId {
  readonly key: string
  /** Hash of the key for events; empty without a listener. */
  readonly keyHash: string
  /** Hash of the organization and the grant, without the API key. */
  readonly subject: string
}

/** Everything that the issuer remembers about one cache key. */
export interface Entry extends EntryId {
  token?: CachedToken | undefined
  coolDown?: CoolDown | undefined
  /** Tokens that were lately reported as rejected, oldest first. */
  rejections: readonly { readonly fingerprint: string; readonly at: number }[]
  /** When the shared store was last searched for this key: during a cool-down, and for a report of an unknown token. */
  searchedAt: number
  reportedAt: number
}

export interface Entries {
  /** The entry of a key, if there is one. */
  readonly get: (key: string) => Entry | undefined
  /** The same; its token becomes the most recently used. */
  readonly use: (key: string) => Entry | undefined
  /** The entry of a key. A new one is not kept before its first update. */
  readonly find: (key: string) => Entry
  /** Changes the entry of a key and keeps it. */
  readonly update: (key: string, change: (entry: Entry) => void) => void
  readonly clear: () => void
}

export interface EntriesOptions {
  readonly maxEntries: number
  readonly subjectOf: (key: string) => string
  readonly emit: TokenEventListener | undefined
}

/**
 * Creates the issuer's memory. The least recently used token makes room for a new one. Keys without a token have a limit of
 * their own, so that failures displace no token.
 */
export function createEntries({ maxEntries, subjectOf, emit }: EntriesOptions): Entries {
  const evictions: TokenEvent[] = []
  const withToken = createBoundedMap<Entry>(maxEntries, {
    onEvict({ token, keyHash: key }) {
      if (token) evictions.push({ type: 'evicted', key, fingerprint: token.hit.fingerprint })
    },
  })
  const withoutToken = createBoundedMap<Entry>(maxEntries)

  function get(key: string): Entry | undefined {
    return withToken.peek(key) ?? withoutToken.peek(key)
  }

  function find(key: string): Entry {
    const entry = get(key)
    if (entry) return entry
    const keyHash = emit ? fingerprint(key) : ''
    const never = Number.NEGATIVE_INFINITY
    return { key, keyHash, subject: subjectOf(key), rejections: [], searchedAt: never, reportedAt: never }
  }

  return {
    get,
    find,
    use: (key) => withToken.get(key) ?? withoutToken.peek(key),
    update(key, change) {
      const entry = find(key)
      change(entry)
      const [to, from] = entry.token ? [withToken, withoutToken] : [withoutToken, withToken]
      from.delete(key)
      to.set(key, entry)
      // Reported only now: a listener may call the issuer.
      for (const event of evictions.splice(0)) emit?.(event)
    },
    clear() {
      withToken.clear()
      withoutToken.clear()
    },
  }
}
