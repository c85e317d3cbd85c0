import type { AbortState } from '../shared/abort-state.ts'
import type { Entries } from './entries.ts'
import type { EntryId } from './entry-id.ts'
import { createFleet } from './fleet/fleet.ts'
import type { Grant } from './grant.ts'
import { grantToMint } from './grant-to-mint.ts'
import type { IssuerSettings } from './issuer-options.ts'
import { createMinter } from './minter.ts'
import { createRejections, type Rejections } from './rejections.ts'
import { createRenewal } from './renewal.ts'
import type { TokenEventListener } from './token-event.ts'
import { createTokenWait, type TokenWait } from './token-wait.ts'

export interface SlowPathOptions {
  readonly settings: IssuerSettings<never>
  /** Everything besides the grant that shapes a token. */
  readonly scope: string
  readonly entries: Entries
  readonly closing: AbortState
  readonly emit: TokenEventListener | undefined
}

/** Everything that an issuer does beyond the return of a token from memory. Created at its first use: `shared` may read the environment. */
export interface SlowPath extends TokenWait, Rejections {
  /** Whether the token of this key may be renewed in the background now. */
  readonly mayRenew: (id: EntryId) => boolean
  readonly renew: (grant: Grant) => Promise<void>
  /** Drops the token of a key, here and for all instances. */
  readonly invalidate: (id: EntryId) => Promise<void>
  /** Resolves once no other instance waits for this one. */
  readonly close: () => Promise<void>
}

export function createSlowPath({ settings, scope, entries, closing, emit }: SlowPathOptions): SlowPath {
  const shared = settings.shared?.()
  const minter = createMinter({ settings, closing, emit })
  const fleet = shared && createFleet({ settings, scope, shared, minter, closing, emit, onRevoked: drop })
  const renewal = createRenewal({ settings, shared, entries, minter, fleet, closing, emit })

  /** Drops the token of this key, or only the one with this fingerprint. A renewal in flight may have read it from the store. */
  function drop(key: string, reported?: string): void {
    renewal.invalidate(key)
    const entry = entries.get(key)
    const cached = entry?.token?.hit.fingerprint
    if (!entry || !cached || (reported ?? cached) !== cached) return
    entries.update(entry, () => {
      entry.token = undefined
    })
  }

  return {
    ...createTokenWait({ settings, entries, renewal, emit }),
    ...createRejections({ settings, entries, fleet, emit }),
    mayRenew: (id) => !renewal.isInFlight(id.key) && !renewal.refuse({ id, background: true }),
    async renew(source) {
      const { key, grant } = grantToMint(source, settings.lifetimeMs)
      await renewal.renew({ id: entries.find(key), grant, background: true, minRemainingMs: 0 })
    },
    async invalidate(id) {
      drop(id.key)
      try {
        await fleet?.invalidate(id)
      } finally {
        // The old token may have been read from the store meanwhile.
        drop(id.key)
      }
    },
    async close() {
      await fleet?.close()
    },
  }
}
