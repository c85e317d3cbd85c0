import { createBoundedMap } from '../../shared/bounded-map.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import type { EntryId } from '../entry-id.ts'
import type { SharedEntry, SharedToken } from './shared-entry.ts'

export interface SharedLookupOptions {
  readonly maxEntries: number
  /** Called once for an unreadable value, until it was replaced. */
  readonly onFailure: (error: TokenError, id: EntryId) => void
}

export interface LookupRequest {
  readonly id: EntryId
  readonly name: string
  /** Whether a token is to be revoked: read also while the breaker is open. */
  readonly revokes?: boolean
}

export interface SharedLookup {
  /** Reads the token of one name of an entry. An unreadable value counts as none: the next token replaces it. */
  readonly read: (entry: SharedEntry, request: LookupRequest) => Promise<SharedToken | undefined>
}

export function createSharedLookup({ maxEntries, onFailure }: SharedLookupOptions): SharedLookup {
  /** Names whose unreadable value was reported. */
  const reported = createBoundedMap<true>(maxEntries)

  return {
    async read(entry, request) {
      const { id, name } = request
      try {
        const token = await entry.read(name, request)
        reported.delete(name)
        return token
      } catch (thrown) {
        if (!isTokenError(thrown) || thrown.code !== 'shared-store-unreadable') throw thrown
        if (!reported.get(name)) onFailure(thrown, id)
        reported.set(name, true)
        return undefined
      }
    },
  }
}
