import { settleAll } from '../../shared/settle-all.ts'
import { type Arrival, type CachedToken, minLifetimeMs } from '../cached-token.ts'
import type { EntryId } from '../entry-id.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { CoveoClock } from './coveo-clock.ts'
import type { Sealing } from './sealing.ts'
import { formatRecord, parseRecord } from './shared-record.ts'
import type { SharedStore } from './shared-store.ts'
import { unreadableError } from './unreadable-error.ts'

/** A token read from the shared store, with its name and its value there. */
export interface SharedToken extends Arrival {
  readonly name: string
  readonly value: string
}

/** The entry of one cache key in the shared store, used by one owner of leases. Each function rejects with a TokenError. */
export interface SharedEntry {
  /** The names that may hold a token: one for each secret. */
  readonly names: readonly string[]
  /** Reads the token of a name. Rejects with `shared-store-unreadable` for any other value. */
  readonly read: (name: string, options?: { revokes?: boolean }) => Promise<SharedToken | undefined>
  readonly acquireLease: () => Promise<boolean>
  /** How long a mint may take under the lease, in milliseconds. 0 if too little is left: the process was frozen, or the store slow. */
  readonly mintMs: () => number
  /** Shares a token if the lease is ours, and ends the lease. False if it had expired, or the key was invalidated since. */
  readonly publish: (token: CachedToken) => Promise<boolean>
  readonly releaseLease: () => Promise<void>
  readonly delete: (token: SharedToken) => Promise<void>
  readonly invalidate: () => Promise<void>
}

export interface SharedEntryOptions {
  /** Everything besides the grant that shapes a token: part of the names, because others may use the same store. */
  readonly scope: string
  readonly store: SharedStore
  readonly sealing: Sealing
  readonly breaker: CircuitBreaker
  readonly coveoClock: CoveoClock
  /** How long a lease lasts, and a mint at most, in milliseconds. */
  readonly leaseMs: number
  readonly mintTimeoutMs: number
  /** How long one call of the store may take, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
}

/** A store that would keep an expired token for longer than this is reported, in milliseconds. */
const maxExcessMs = 60_000
const endedText = 'Its token has expired: clocks differ, or it was restored.'

export async function createSharedEntry({ key, keyHash }: EntryId, options: SharedEntryOptions): Promise<SharedEntry> {
  const { scope, store, sealing, breaker, coveoClock, leaseMs, mintTimeoutMs, timeoutMs, now } = options
  const names = await sealing.namesOf(scope + key)
  const [ownName] = names
  const owner = crypto.randomUUID()
  /**
   * Whether the store has given us the lease. Undefined before the first request. Without a response it may still do so, even after a later
   * `invalidate`: a token whose mint began meanwhile must not be shared.
   */
  let holdsLease: boolean | undefined
  let leasedAt = 0

  /** Other instances depend on it: tried also while the breaker is open. */
  function write<Result>(run: () => Promise<Result>): Promise<Result> {
    return breaker.callAlways({ keyHash, run, writes: true })
  }

  async function releaseLease(): Promise<void> {
    if (holdsLease !== undefined) await write(() => store.releaseLease(ownName, owner))
  }

  return {
    names,
    releaseLease,
    async read(name, call) {
      // Counted from the request on: the store's clock runs while the response travels.
      const arrivedAt = now()
      const stored = await breaker[call?.revokes ? 'callAlways' : 'call']({ keyHash, run: () => store.read(name) })
      if (!stored) return undefined
      const { value } = stored
      const record = parseRecord(await sealing.open(name, value))
      if (!(stored.remainingMs > 0)) throw unreadableError('It has no time to live.')
      const plannedMs = Math.min(stored.remainingMs, record.lifetimeMs)
      const remainingMs = Math.min(plannedMs, coveoClock.remainingMs(record, arrivedAt))
      if (remainingMs >= minLifetimeMs) return { ...record, remainingMs, plannedMs, arrivedAt, name, value }
      if (plannedMs > maxExcessMs) throw unreadableError(endedText)
      return undefined
    },
    async acquireLease() {
      async function run(): Promise<boolean> {
        holdsLease = false
        leasedAt = now()
        const acquired: unknown = await store.acquireLease(ownName, { owner, leaseMs })
        // Any other value would count as false, and every caller would wait for a lease that no instance holds.
        if (typeof acquired !== 'boolean') throw new Error('`acquireLease` must resolve with a boolean.')
        return acquired
      }
      holdsLease = await breaker.call({ keyHash, run, writes: true })
      return holdsLease
    },
    mintMs() {
      const ms = leasedAt + leaseMs - timeoutMs - now()
      return ms < mintTimeoutMs / 2 ? 0 : ms
    },
    async publish(token) {
      const end = coveoClock.sealedEnd(token.hit)
      if (!holdsLease) return releaseLease().then(() => true)
      const value = await sealing.seal(ownName, formatRecord(token, end))
      const keepMs = Math.max(1, Math.floor(token.hit.expiresAt - now() - timeoutMs))
      return write(() => store.publish(ownName, { owner, value, keepMs }))
    },
    delete: ({ name, value }) => write(() => store.deleteIfEqual(name, value)),
    async invalidate() {
      await settleAll(names.map((name) => write(() => store.invalidate(name))))
    },
  }
}
