import { fingerprint } from '../../shared/fingerprint.ts'
import { ignore } from '../../shared/ignore.ts'
import { settleAll } from '../../shared/settle-all.ts'
import type { TokenError } from '../../shared/token-error.ts'
import type { EntryId } from '../entry-id.ts'
import type { FleetMessage } from './fleet-message.ts'
import type { SharedEntry, SharedToken } from './shared-entry.ts'
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
  readonly send: (message: FleetMessage) => Promise<void>
  readonly onFailure: (error: TokenError, id: EntryId) => void
}

export function createFleetRevocation({ entryOf, lookup, send, onFailure }: FleetRevocationOptions): FleetRevocation {
  /** Runs for the token of every name, also where another name fails. */
  async function forEachToken(id: EntryId, run: (token: SharedToken, entry: SharedEntry) => unknown): Promise<void> {
    const entry = await entryOf(id)
    await settleAll(
      entry.names.map(async (name) => {
        const token = await lookup.read(entry, { id, name, revokes: true })
        if (token) await run(token, entry)
      }),
    )
  }

  /** Sends the message once the store was tried: an instance that drops its token must not read the same one again. */
  async function revoke(stored: Promise<void>, message: FleetMessage): Promise<void> {
    await stored.catch(ignore)
    await settleAll([stored, send(message)])
  }

  return {
    async holds(id, reported) {
      let isHeld = false
      await forEachToken(id, ({ token }) => {
        isHeld ||= fingerprint(token) === reported
      }).catch(ignore)
      return isHeld
    },
    async delete(id, reported) {
      const stored = forEachToken(id, (found, entry) => fingerprint(found.token) === reported && entry.delete(found))
      await revoke(stored, { revoked: { key: id.key, fingerprint: reported } }).catch((thrown) => onFailure(thrown, id))
    },
    async invalidate(id) {
      const entry = await entryOf(id)
      await revoke(entry.invalidate(), { revoked: { key: id.key } })
    },
  }
}
