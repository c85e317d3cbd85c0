import { fingerprint as fingerprintOf } from '../shared/fingerprint.ts'
import { createThrottle } from '../shared/throttle.ts'
import type { Entries, Entry } from './entries.ts'
import type { EntryId } from './entry-id.ts'
import type { Fleet } from './fleet/fleet-contract.ts'
import type { IssuerSettings } from './issuer-options.ts'
import type { TokenEventListener } from './token-event.ts'
import type { RejectionResult } from './token-issuer-contract.ts'

export interface RejectionsOptions {
  settings: IssuerSettings<never>
  entries: Entries
  fleet: Fleet | undefined
  emit: TokenEventListener | undefined
}

export interface Rejections {
  /** Drops the token with this fingerprint, here and in the shared store, unless too many were reported lately. */
  readonly report: (id: EntryId, fingerprint: string) => Promise<RejectionResult>
}

/** How often reports of unknown tokens may search the shared store for one key. */
const searchEveryMs = 1_000

export function createRejections({ settings, entries, fleet, emit }: RejectionsOptions): Rejections {
  const { maxEntries, now, maxRejections, rejectionWindowMs } = settings
  const searches = createThrottle({ intervalMs: searchEveryMs, maxEntries, now })

  async function isShared(id: EntryId, fingerprint: string): Promise<boolean> {
    return fleet !== undefined && searches.admit(id.key) && fleet.holds(id, fingerprint)
  }

  /** How long a key with these rejections has to wait before another report is accepted, in milliseconds. */
  function waitMs(rejections: Entry['rejections']): number {
    const oldest = rejections.at(-maxRejections)
    return oldest ? oldest.at + rejectionWindowMs - now() : 0
  }

  async function drop(id: EntryId, fingerprint: string): Promise<void> {
    entries.update(id, (entry) => {
      entry.rejections = [...entry.rejections, { fingerprint, at: now() }].slice(-maxRejections)
      if (entry.token?.hit.fingerprint === fingerprint) entry.token = undefined
    })
    await fleet?.delete(id, fingerprint)
  }

  async function judge(id: EntryId, fingerprint: string): Promise<RejectionResult> {
    const cached = entries.find(id.key).token?.hit.fingerprint
    const isCached = cached !== undefined && cached === fingerprint
    if (!isCached && !(await isShared(id, fingerprint))) return { outcome: 'ignored' }
    const retryAfterMs = waitMs(entries.find(id.key).rejections)
    if (retryAfterMs > 0) return { outcome: 'limited', retryAfterMs }
    await drop(id, fingerprint)
    return { outcome: 'dropped' }
  }

  return {
    async report(id, fingerprint) {
      const result = await judge(id, fingerprint)
      const { outcome } = result
      emit?.({ type: 'rejection-reported', key: id.keyHash, fingerprint: safeFingerprint(fingerprint), outcome })
      return result
    },
  }
}

/** A report may hold the token itself: anything that is no fingerprint is replaced by one. */
function safeFingerprint(reported: string): string {
  return /^[\w-]{16}$/.test(reported) ? reported : fingerprintOf(reported)
}
