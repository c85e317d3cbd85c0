import { createBoundedMap } from '../../shared/bounded-map.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import type { EntryId } from '../entry-id.ts'
import type { SharedEntry, SharedToken } from './shared-entry.ts'

export interface SharedLookupOptions {
  readonly maxEntries: number
  /** Called once for an unreadable value, until it was replaced. */
  readonly onUnreadable: (error: TokenError, id: EntryId) => void
}

export interface SharedLookup {
  /** Reads the tokens under every name of an entry. An unreadable value counts as none: the next token replaces it. */
  readonly readAll: (entry: SharedEntry, id: EntryId, options?: { revokes: boolean }) => Promise<SharedToken[]>
}

export function createSharedLookup({ maxEntries, onUnreadable }: SharedLookupOptions): SharedLookup {
  /** Names whose unreadable value was reported. */
  const reported = createBoundedMap<true>(maxEntries)

  return {
    async readAll(entry, id, options) {
      const found: SharedToken[] = []
      for (const name of entry.names) {
        try {
          const token = await entry.read(name, options)
          reported.delete(name)
          if (token) found.push(token)
        } catch (thrown) {
          if (!isTokenError(thrown) || thrown.code !== 'shared-store-unreadable') throw thrown
          if (!reported.get(name)) onUnreadable(thrown, id)
          reported.set(name, true)
        }
      }
      return found
    },
  }
}
