import { createBoundedMap } from '../shared/bounded-map.ts'
import type { CachedToken } from './cached-token.ts'
import type { CoolDown } from './cool-down.ts'
import type { EntryId } from './entry-id.ts'
import type { TokenEvent, TokenEventListener } from './token-event.ts'

/** Everything that the issuer remembers about one cache key. */
export interface Entry extends EntryId {
  token: CachedToken | undefined
  coolDown: CoolDown | undefined
  /** Tokens that were lately reported as rejected, oldest first. */
  rejections: readonly { readonly fingerprint: string; readonly at: number }[]
}

export interface Entries {
  /** The entry of a key, if there is one. */
  readonly get: (key: string) => Entry | undefined
  /** The same; its token becomes the most recently used. */
  readonly use: (key: string) => Entry | undefined
  /** The entry of a key. A new one is not kept before its first update. */
  readonly find: (key: string) => Entry
  /** Changes the entry of a key and keeps it. */
  readonly update: (id: EntryId, change: (entry: Entry) => void) => void
  readonly clear: () => void
}

export interface EntriesOptions {
  readonly maxEntries: number
  readonly idOf: (key: string) => EntryId
  readonly emit: TokenEventListener | undefined
}

/**
 * Creates the issuer's memory. The least recently used token makes room for a new one. Keys without a token have a limit of
 * their own, so that failures displace no token.
 */
export function createEntries({ maxEntries, idOf, emit }: EntriesOptions): Entries {
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

  return {
    get,
    find: (key) => get(key) ?? newEntry(idOf(key)),
    use: (key) => withToken.get(key) ?? withoutToken.peek(key),
    update(id, change) {
      const { key } = id
      const entry = get(key) ?? newEntry(id)
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

const none: readonly never[] = []

/** All fields at once: one that is added later costs an object of its own. */
function newEntry({ key, keyHash, subject }: EntryId): Entry {
  return {
    key,
    keyHash,
    subject,
    token: undefined,
    coolDown: undefined,
    rejections: none,
  }
}
