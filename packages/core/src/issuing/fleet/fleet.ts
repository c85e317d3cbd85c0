import { fingerprint } from '../../shared/fingerprint.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { type CachedToken, cachedToken } from '../cached-token.ts'
import type { IssuerSettings } from '../issuer-options.ts'
import type { MintOrder } from '../mint-order.ts'
import { closedError, type Minter } from '../minter.ts'
import type { SharedSettings } from '../shared-options.ts'
import type { Slot } from '../token-cache.ts'
import type { TokenEventListener } from '../token-event.ts'
import { createSealing } from './sealing.ts'
import { type SharedPlace, type SharedToken, sharedPlace } from './shared-place.ts'
import { createStoreGuard } from './store-guard.ts'

export interface FleetOptions {
  settings: IssuerSettings<never>
  shared: SharedSettings
  minter: Minter
  emit: TokenEventListener | undefined
}

/** A new token, and whether it was minted for this order or by another instance. */
export interface Supplied {
  readonly token: CachedToken
  readonly outcome: 'mint' | 'shared'
}

/** Whether a shared token will do. */
type IsWelcome = (token: CachedToken) => boolean

export interface Fleet {
  /** A token that another instance has shared, if it is welcome, else a new one, which is then shared. */
  supply(order: MintOrder, isWelcome: IsWelcome): Promise<Supplied>
  /** A welcome token that another instance shares at this moment, if there is one and the store does not fail. */
  find(order: MintOrder, isWelcome: IsWelcome): Promise<CachedToken | undefined>
  /** Whether the shared token of this slot has this fingerprint. False where the store fails. */
  holds(slot: Slot, reported: string): Promise<boolean>
  /** Stops sharing the token with this fingerprint. Never rejects. */
  remove(slot: Slot, reported: string): Promise<void>
  /** Stops sharing whatever is shared, or about to be. Rejects with `shared-store-failed`. */
  forget(slot: Slot): Promise<void>
  /** Ends every wait for another instance: it rejects with `closed`. */
  close(): void
}

/** How often to look whether another instance is done, in milliseconds, give or take a quarter. */
const lookMs = 75

/** One mint at a time for each key, however many instances share a store. Where the store fails, this instance goes on alone. */
export function createFleet({ settings, shared, minter, emit }: FleetOptions): Fleet {
  const { mintTimeoutMs, now, random, timers } = settings
  const { store, timeoutMs, onError } = shared
  const sealing = createSealing(shared.secrets)
  const waiting = new Set<() => void>()
  let closed = false
  /** Long enough for a mint that takes all the time it has, and to publish it. */
  const leaseMs = mintTimeoutMs + 2 * timeoutMs

  const guard = createStoreGuard({ timeoutMs, now, random, timers, onFailure: report })

  function report(error: TokenError, { keyHash, pauseMs }: { keyHash: string; pauseMs: number }): void {
    emit?.({ type: 'store-failed', key: keyHash, code: error.code, pauseMs })
    attempt(() => onError(error))
  }

  function placeOf(slot: Slot): SharedPlace {
    return sharedPlace(slot, { store, sealing, guard, leaseMs, timeoutMs, now })
  }

  /** The tokens that are shared there; a value that is no token counts as none, and will be replaced. */
  async function look(place: SharedPlace, { keyHash }: Slot): Promise<SharedToken[]> {
    const found: SharedToken[] = []
    for (const name of place.names) {
      try {
        const token = await place.read(name)
        if (token !== undefined) found.push(token)
      } catch (thrown) {
        if (!isTokenError(thrown) || thrown.code !== 'shared-store-unreadable') throw thrown
        report(thrown, { keyHash, pauseMs: 0 })
      }
    }
    return found
  }

  async function take(place: SharedPlace, order: MintOrder, isWelcome: IsWelcome): Promise<CachedToken | undefined> {
    const { slot, grant, background } = order
    const shared = await look(place, slot)
    const token = shared.map((found) => cachedToken({ key: slot.key, kind: grant.kind }, found)).find(isWelcome)
    if (token === undefined) return undefined
    const { fingerprint, expiresAt } = token.hit
    emit?.({ type: 'shared', key: slot.keyHash, fingerprint, remainingMs: expiresAt - now(), background })
    return token
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = timers.setTimeout(wake, lookMs * (0.75 + random() / 2))
      function wake(): void {
        timers.clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })
  }

  /** Waits for another instance's token, or undefined when it is our turn to mint. */
  async function turn(
    place: SharedPlace,
    taken: () => Promise<CachedToken | undefined>,
  ): Promise<CachedToken | undefined> {
    const giveUpAt = now() + leaseMs
    for (;;) {
      const found = await taken()
      if (found !== undefined) return found
      // A store that never gives the lease, although it has ended, is no reason to go without a token.
      if ((await place.lease()) || now() >= giveUpAt) break
      await pause()
      if (closed) throw closedError()
    }
    // It may have been published between the two steps.
    const late = await taken()
    if (late !== undefined) await place.release()
    return late
  }

  return {
    async supply(order, isWelcome) {
      const place = placeOf(order.slot)
      const shared = await turn(place, () => take(place, order, isWelcome)).catch(unlessClosed)
      if (shared !== undefined) return { token: shared, outcome: 'shared' }
      try {
        const token = await minter.mint(order)
        await place.publish(token).catch(ignore)
        return { token, outcome: 'mint' }
      } catch (error) {
        place.release().catch(ignore)
        throw error
      }
    },
    find: (order, isWelcome) => take(placeOf(order.slot), order, isWelcome).catch(ignore),
    async holds(slot, reported) {
      const shared = await look(placeOf(slot), slot).catch(none)
      return shared.some(({ token }) => fingerprint(token) === reported)
    },
    async remove(slot, reported) {
      const place = placeOf(slot)
      for (const found of await look(place, slot).catch(none)) {
        if (fingerprint(found.token) === reported) await place.remove(found).catch(ignore)
      }
    },
    forget: (slot) => placeOf(slot).forget(),
    close() {
      closed = true
      for (const wake of waiting) wake()
    },
  }

  /** Whatever fails in the store has been reported, and leaves the turn to us. */
  function unlessClosed(): undefined {
    if (closed) throw closedError()
  }
}

function attempt(hook: () => void): void {
  try {
    hook()
  } catch {
    // A broken hook is no reason to leave users without a token.
  }
}

function none(): SharedToken[] {
  return []
}

function ignore(): undefined {}
