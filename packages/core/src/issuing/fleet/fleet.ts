import { withJitter } from '../../shared/backoff.ts'
import { tokenError } from '../../shared/error-table.ts'
import { fingerprint } from '../../shared/fingerprint.ts'
import { runListener } from '../../shared/run-listener.ts'
import { isTokenError, type TokenError } from '../../shared/token-error.ts'
import { type CachedToken, cachedToken } from '../cached-token.ts'
import type { EntryId } from '../entries.ts'
import { closedError } from '../issuer-errors.ts'
import type { IssuerSettings } from '../issuer-options.ts'
import type { Minter, MintOrder } from '../minter.ts'
import type { SharedSettings } from '../shared-options.ts'
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
  /** Everyone was told to forget this key while the token was being minted: it is for those who wait, and for nobody after them. */
  readonly isOutdated: boolean
}

/** What a place goes by. */
type SlotName = EntryId

/** Whether a shared token will do. */
type IsWelcome = (token: CachedToken) => boolean

export interface Fleet {
  /** A token that another instance has shared, if it is welcome, else a new one, which is then shared. */
  supply(order: MintOrder, isWelcome: IsWelcome): Promise<Supplied>
  /** A welcome token that another instance shares at this moment, if there is one and the store does not fail. */
  find(order: MintOrder, isWelcome: IsWelcome): Promise<CachedToken | undefined>
  /** Whether the shared token of this slot has this fingerprint. False where the store fails. */
  holds(slot: SlotName, reported: string): Promise<boolean>
  /** Stops sharing the token with this fingerprint. Never rejects. */
  remove(slot: SlotName, reported: string): Promise<void>
  /** Stops sharing whatever is shared, or about to be. Rejects with `shared-store-failed`. */
  forget(slot: SlotName): Promise<void>
  /** Ends every wait for another instance: it rejects with `closed`. Resolves when no other instance waits for this one any more. */
  close(): Promise<void>
}

/** How soon to look whether another instance is done, in milliseconds, give or take a quarter; then a third later each time. */
const firstLookMs = 75
const longestLookMs = 500

/** One mint at a time for each key, however many instances share a store. Where the store fails, this instance goes on alone. */
export function createFleet({ settings, shared, minter, emit }: FleetOptions): Fleet {
  const { mintTimeoutMs, now, random, timers } = settings
  const { store, timeoutMs, onError } = shared
  const sealing = createSealing(shared.secrets)
  /** Its holder hears of it, looks under the name of each secret once more, mints, and publishes. */
  const leaseMs = mintTimeoutMs + (shared.secrets.length + 2) * timeoutMs
  /** A little longer than any lease: an instance that died is outlived, and a queue of instances that all fail is not sat out. */
  const patienceMs = leaseMs + 2 * longestLookMs
  const waiting = new Set<() => void>()
  const underway = new Set<Promise<unknown>>()
  const guard = createStoreGuard({ timeoutMs, now, random, timers, onFailure: report })
  let closed = false

  function report(error: TokenError, { keyHash, pauseMs }: { keyHash: string; pauseMs: number }): void {
    emit?.({ type: 'store-failed', key: keyHash, code: error.code, pauseMs })
    void runListener(() => onError(error))
  }

  function placeOf(slot: SlotName): SharedPlace {
    return sharedPlace(slot, { store, sealing, guard, leaseMs, timeoutMs, now })
  }

  /** Lets `close` wait for it. */
  function track<Value>(work: Promise<Value>): Promise<Value> {
    const done: Promise<unknown> = work.then(ignore, ignore).then(() => underway.delete(done))
    underway.add(done)
    return work
  }

  /** The tokens that are shared there; a value that is no token counts as none, and will be replaced. */
  async function look(place: SharedPlace, { keyHash }: SlotName): Promise<SharedToken[]> {
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
    const token = shared.map((found) => cachedToken({ ...slot, kind: grant.kind }, found)).find(isWelcome)
    if (token === undefined) return undefined
    const { fingerprint, expiresAt } = token.hit
    emit?.({ type: 'shared', key: slot.keyHash, fingerprint, remainingMs: expiresAt - now(), background })
    return token
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timers.setTimeout(wake, ms)
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
    let lookMs = firstLookMs
    let waitedMs = 0
    for (;;) {
      const found = await taken()
      if (found !== undefined) return found
      if (await place.lease()) break
      if (waitedMs >= patienceMs) throw outOfTurn(waitedMs)
      const pauseMs = withJitter(lookMs, random)
      waitedMs += pauseMs
      lookMs = Math.min(lookMs * (4 / 3), longestLookMs)
      await pause(pauseMs)
      if (closed) throw closedError()
    }
    // It may have been published between the two steps.
    const late = await taken()
    if (late !== undefined) track(place.release()).catch(ignore)
    return late
  }

  async function supply(order: MintOrder, isWelcome: IsWelcome): Promise<Supplied> {
    const place = placeOf(order.slot)
    let isAlone = false
    const shared = await turn(place, () => take(place, order, isWelcome)).catch((thrown: TokenError) => {
      if (thrown.code !== 'shared-store-failed') throw thrown
      isAlone = true
    })
    if (shared) return { token: shared, outcome: 'shared', isOutdated: false }
    try {
      if (closed) throw closedError()
      const token = await minter.mint(order)
      // The lease may be ours although its answer was lost; but nobody waits here for a store that has just failed.
      const published = track(place.publish(token)).catch(ignore)
      return { token, outcome: 'mint', isOutdated: !isAlone && (await published) === false }
    } catch (error) {
      track(place.release()).catch(ignore)
      throw error
    }
  }

  return {
    supply: (order, isWelcome) => track(supply(order, isWelcome)),
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
    async close() {
      closed = true
      for (const wake of waiting) wake()
      while (underway.size > 0) await Promise.all(underway)
    },
  }
}

function outOfTurn(waitedMs: number): TokenError {
  const seconds = Math.round(waitedMs / 1_000)
  return tokenError(
    'coveo-timeout',
    `Other instances have been minting this token for ${seconds} s, and none of them has got it.`,
  )
}

function none(): SharedToken[] {
  return []
}

function ignore(): undefined {}
