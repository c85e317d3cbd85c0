import { fingerprint } from '../../shared/fingerprint.ts'
import type { TokenError } from '../../shared/token-error.ts'
import type { EntryId } from '../entry-id.ts'
import type { FleetMessage } from './fleet-message.ts'
import type { SharedEntry } from './shared-entry.ts'
import type { SharedLookup } from './shared-lookup.ts'

/** Drops tokens for all instances: in the store, and by a message from their memory. Also tried while the store is down. */
export interface FleetRevocation {
  /** Whether the shared token of this key has this fingerprint. False where the store fails. */
  readonly holds: (id: EntryId, reported: string) => Promise<boolean>
  /** Drops the token with this fingerprint. Never rejects; a failure is reported. */
  readonly delete: (id: EntryId, reported: string) => Promise<void>
  /** Drops the token of this key, also one that is being minted. Rejects with `shared-store-failed`. */
  readonly invalidate: (id: EntryId) => Promise<void>
}

export interface FleetRevocationOptions {
  readonly entryOf: (id: EntryId) => Promise<SharedEntry>
  readonly lookup: SharedLookup
  readonly send: (message: FleetMessage, keyHash: string) => Promise<void>
  readonly onFailure: (error: TokenError, id: EntryId) => void
}

export function createFleetRevocation({ entryOf, lookup, send, onFailure }: FleetRevocationOptions): FleetRevocation {
  return {
    async holds(id, reported) {
      const tokens = await lookup.readAll(await entryOf(id), id, { revokes: true }).catch(() => [])
      return tokens.some(({ token }) => fingerprint(token) === reported)
    },
    async delete(id, reported) {
      try {
        const entry = await entryOf(id)
        const tokens = await lookup.readAll(entry, id, { revokes: true })
        for (const found of tokens) if (fingerprint(found.token) === reported) await entry.delete(found)
        await send({ revoked: { key: id.key, fingerprint: reported } }, id.keyHash)
      } catch (thrown) {
        onFailure(thrown as TokenError, id)
      }
    },
    async invalidate(id) {
      await (await entryOf(id)).invalidate()
      await send({ revoked: { key: id.key } }, id.keyHash)
    },
  }
}
