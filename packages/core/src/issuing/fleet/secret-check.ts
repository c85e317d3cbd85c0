import type { TokenError } from '../../shared/token-error.ts'
import type { Sealing } from './sealing.ts'
import type { SharedStore } from './shared-store.ts'
import { otherSecretError } from './unreadable-error.ts'

export interface SecretCheckOptions {
  readonly store: SharedStore
  readonly sealing: Sealing
  readonly now: () => number
  /** Called once, if another instance uses the store with a secret that this one does not have. */
  readonly onFailure: (error: TokenError) => void
}

const name = 'secret'
const everyMs = 60_000
/** Instances with the secret of the holder acquire the lease again; without one, it ends before a rotation takes its next step. */
const leaseMs = 300_000

/**
 * Notices instances with different secrets, none of which can read the names of another. They compete for one lease, whose owner is a
 * keyed hash of each secret. Checks at most once a minute, and not in the first one. Rejects with the error of the store.
 */
export function createSecretCheck({ store, sealing, now, onFailure }: SecretCheckOptions): () => Promise<void> {
  let nextAt = now() + everyMs
  let isReported = false

  return async () => {
    if (isReported || now() < nextAt) return
    nextAt = now() + everyMs
    for (const owner of await sealing.namesOf(name)) {
      if (await store.acquireLease(name, { owner, leaseMs })) return
    }
    isReported = true
    onFailure(otherSecretError())
  }
}
