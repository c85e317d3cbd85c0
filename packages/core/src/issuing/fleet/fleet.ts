import { createBoundedMap } from '../../shared/bounded-map.ts'
import { fingerprint } from '../../shared/fingerprint.ts'
import { runListener } from '../../shared/run-listener.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { type CachedToken, cachedToken } from '../cached-token.ts'
import type { EntryId } from '../entries.ts'
import { closedError } from '../issuer-errors.ts'
import type { IssuerSettings } from '../issuer-options.ts'
import type { MintOrder } from '../mint-order.ts'
import type { Minter } from '../minter.ts'
import type { ObtainedToken } from '../obtained-token.ts'
import type { SharedSettings } from '../shared-options.ts'
import type { TokenEventListener } from '../token-event.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { createLeaseWait } from './lease-wait.ts'
import { createSealing } from './sealing.ts'
import { createSharedEntry, type SharedEntry, type SharedToken } from './shared-entry.ts'

export interface FleetOptions {
  readonly settings: IssuerSettings<never>
  readonly shared: SharedSettings
  readonly minter: Minter
  readonly emit: TokenEventListener | undefined
}

/** Whether the caller accepts a shared token. */
type Accepts = (token: CachedToken) => boolean

/** This instance's side of the shared store. */
export interface Fleet {
  /** Returns an accepted token of another instance, or mints one and shares it. */
  readonly obtain: (order: MintOrder, accepts: Accepts) => Promise<ObtainedToken>
  /** Returns the shared token if it is accepted. Undefined where the store fails. */
  readonly find: (order: MintOrder, accepts: Accepts) => Promise<CachedToken | undefined>
  /** Whether the shared token of this key has this fingerprint. False where the store fails. */
  readonly holds: (id: EntryId, reported: string) => Promise<boolean>
  /** Stops sharing the token with this fingerprint. Never rejects; a failure is reported. */
  readonly delete: (id: EntryId, reported: string) => Promise<void>
  /** Stops sharing the token of this key, also one that is being minted. Rejects with `shared-store-failed`. */
  readonly invalidate: (id: EntryId) => Promise<void>
  /** Rejects every wait for another instance with `closed`. Resolves once no other instance waits for this one. */
  readonly close: () => Promise<void>
}

/** One mint at a time for each key, for all instances. Where the store fails, this instance continues alone. */
export function createFleet({ settings, shared, minter, emit }: FleetOptions): Fleet {
  const { mintTimeoutMs, now } = settings
  const { store, timeoutMs, onError } = shared
  const sealing = createSealing(shared.secrets)
  // After `acquireLease` its holder reads each name once more, mints, and publishes.
  const leaseMs = mintTimeoutMs + (shared.secrets.length + 2) * timeoutMs
  const leaseWait = createLeaseWait({ ...settings, leaseMs, neededMs: mintTimeoutMs + timeoutMs })
  const breaker = createCircuitBreaker({ ...settings, timeoutMs, onFailure: report })
  /** Names whose unreadable value was reported. */
  const unreadable = createBoundedMap<true>(settings.maxEntries)
  const pending = new Set<Promise<unknown>>()
  let closed = false

  function report(error: TokenError, { keyHash, pauseMs }: { keyHash: string; pauseMs: number }): void {
    emit?.({ type: 'store-failed', key: keyHash, code: error.code, pauseMs })
    void runListener(() => onError(error))
  }

  function entryOf(id: EntryId): SharedEntry {
    return createSharedEntry(id, { store, sealing, breaker, leaseMs, timeoutMs, now })
  }

  /** Lets `close` wait for it. */
  function track<Value>(work: Promise<Value>): Promise<Value> {
    const done: Promise<unknown> = work.then(ignore, ignore).then(() => pending.delete(done))
    pending.add(done)
    return work
  }

  /** The shared tokens of a key. An unreadable value is reported once and counts as none: the next token replaces it. */
  async function readAll(
    entry: SharedEntry,
    { keyHash }: EntryId,
    options?: { revokes: boolean },
  ): Promise<SharedToken[]> {
    const found: SharedToken[] = []
    for (const name of entry.names) {
      try {
        const token = await entry.read(name, options)
        unreadable.delete(name)
        if (token !== undefined) found.push(token)
      } catch (thrown) {
        if (!isTokenError(thrown) || thrown.code !== 'shared-store-unreadable') throw thrown
        if (!unreadable.get(name)) report(thrown, { keyHash, pauseMs: 0 })
        unreadable.set(name, true)
      }
    }
    return found
  }

  async function read(entry: SharedEntry, order: MintOrder, accepts: Accepts): Promise<CachedToken | undefined> {
    const { id, grant } = order
    const shared = await readAll(entry, id)
    return shared.map((found) => cachedToken({ ...id, kind: grant.kind }, found)).find(accepts)
  }

  async function obtain(order: MintOrder, accepts: Accepts): Promise<ObtainedToken> {
    const entry = entryOf(order.id)
    let isAlone = false
    const shared = await leaseWait
      .run(entry, () => read(entry, order, accepts))
      .catch((thrown: TokenError) => {
        if (thrown.code !== 'shared-store-failed') throw thrown
        isAlone = true
      })
    if (shared) return { token: shared, outcome: 'shared', isInvalidated: false }
    try {
      if (closed) throw closedError()
      const token = await minter.mint(order)
      // The lease may be ours although its response was lost; but no caller waits for a store that has just failed.
      const published = track(entry.publish(token)).catch(ignore)
      return { token, outcome: 'mint', isInvalidated: !isAlone && (await published) === false }
    } catch (error) {
      track(entry.releaseLease()).catch(ignore)
      throw error
    }
  }

  return {
    obtain: (order, accepts) => track(obtain(order, accepts)),
    find: (order, accepts) => read(entryOf(order.id), order, accepts).catch(ignore),
    async holds(id, reported) {
      const shared = await readAll(entryOf(id), id, { revokes: true }).catch(none)
      return shared.some(({ token }) => fingerprint(token) === reported)
    },
    async delete(id, reported) {
      const entry = entryOf(id)
      try {
        for (const found of await readAll(entry, id, { revokes: true })) {
          if (fingerprint(found.token) === reported) await entry.delete(found)
        }
      } catch (thrown) {
        report(thrown as TokenError, { keyHash: id.keyHash, pauseMs: 0 })
      }
    },
    invalidate: (id) => entryOf(id).invalidate(),
    async close() {
      closed = true
      leaseWait.close()
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}

function none(): SharedToken[] {
  return []
}

function ignore(): undefined {}
