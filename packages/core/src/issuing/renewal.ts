import type { AbortState } from '../shared/abort-state.ts'
import { createThrottle } from '../shared/throttle.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { CachedToken } from './cached-token.ts'
import { coolDownAfter, coolDownError } from './cool-down.ts'
import type { Entries } from './entries.ts'
import type { Fleet } from './fleet/fleet-contract.ts'
import type { SharedSettings } from './fleet/shared-options.ts'
import { createGeneralCoolDown } from './general-cool-down.ts'
import { asTokenError } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'
import type { MintStart } from './mint-limit.ts'
import type { MintOrder } from './mint-order.ts'
import type { Minter } from './minter.ts'
import type { ObtainedToken } from './obtained-token.ts'
import { createRenewalFlights } from './renewal-flights.ts'
import { createTokenAcceptance } from './token-acceptance.ts'
import type { TokenEventListener } from './token-event.ts'

export interface RenewalOptions {
  settings: IssuerSettings<never>
  shared: SharedSettings | undefined
  entries: Entries
  minter: Minter
  fleet: Fleet | undefined
  closing: AbortState
  emit: TokenEventListener | undefined
}

export interface Renewal {
  /** Caches a new token, or joins the renewal in flight. */
  readonly renew: (order: MintOrder) => Promise<ObtainedToken>
  /** During a cool-down: caches another instance's token from the shared store, or rejects with `coolDown`. */
  readonly search: (order: MintOrder, coolDown: TokenError) => Promise<ObtainedToken>
  /** Whether `renew` would join a renewal in flight. */
  readonly isInFlight: (key: string) => boolean
  /** The error to reject with if this mint may not start now: during a cool-down, or because of `maxMintsPerMinute`. */
  readonly refuse: (mint: MintStart) => TokenError | undefined
  /** Lets no later caller join the renewal in flight. Its result is not cached. */
  readonly invalidate: (key: string) => void
}

/** How often one key may search the shared store without success. */
const searchEveryMs = 1_000

/** Runs one renewal at a time for each key, and none during a cool-down. */
export function createRenewal({ settings, shared, entries, minter, fleet, closing, emit }: RenewalOptions): Renewal {
  const { maxEntries, mintTimeoutMs, now, random, timers } = settings
  /** With a store: another instance's attempt, our own, and the calls of the store before and after them. */
  const limitMs = shared ? 3 * mintTimeoutMs + 12 * shared.timeoutMs : mintTimeoutMs
  const flights = createRenewalFlights({ ms: limitMs, now, timers })
  const acceptance = createTokenAcceptance({ entries, now })
  const searches = createThrottle({ intervalMs: searchEveryMs, maxEntries, now })
  const generalCoolDown = createGeneralCoolDown({ probeMs: limitMs, now, random })

  async function obtain(order: MintOrder): Promise<ObtainedToken> {
    if (!fleet) return { token: await minter.mint(order), outcome: 'mint', isInvalidated: false }
    const accepts = (token: CachedToken) => acceptance.accepts(token, order)
    const obtained = await fleet.obtain(order, accepts)
    // A shared token may have been reported as rejected since the fleet read it.
    return obtained.outcome === 'mint' || accepts(obtained.token) ? obtained : obtain(order)
  }

  async function obtainAndCache(order: MintOrder, isCurrent: () => boolean): Promise<ObtainedToken> {
    closing.throwIfAborted()
    const { id } = order
    const startedAt = now()
    const endProbe = generalCoolDown.start()
    try {
      const obtained = await obtain(order)
      closing.throwIfAborted()
      const { token, isInvalidated } = obtained
      acceptance.assertUsable(id.key, token)
      if (obtained.outcome === 'mint') generalCoolDown.succeed()
      entries.update(id, (entry) => {
        entry.coolDown = undefined
        if (isCurrent() && !isInvalidated) entry.token = token
      })
      return obtained
    } catch (thrown) {
      closing.throwIfAborted()
      flights.throwIfInterrupted(startedAt, thrown)
      const error = asTokenError(thrown)
      if (error.code !== 'mint-limit-reached') startCoolDown(order, error)
      throw error
    } finally {
      endProbe()
    }
  }

  async function takeShared(
    order: MintOrder,
    { coolDown, isCurrent }: { coolDown: TokenError; isCurrent: () => boolean },
  ): Promise<ObtainedToken> {
    const token = await fleet?.find(order, (found) => acceptance.accepts(found, order))
    if (token === undefined || closing.aborted) throw coolDown
    if (isCurrent()) {
      entries.update(order.id, (entry) => {
        entry.token = token
      })
    }
    return { token, outcome: 'shared', isInvalidated: false }
  }

  function startCoolDown({ id, grant: { kind } }: MintOrder, error: TokenError): void {
    const next = coolDownAfter({ error, at: now(), last: entries.get(id.key)?.coolDown, random })
    entries.update(id, (entry) => {
      entry.coolDown = next
    })
    generalCoolDown.fail(error, kind)
    emit?.({ type: 'cool-down', key: id.keyHash, pauseMs: next.pauseMs, failures: next.failures, code: error.code })
  }

  return {
    isInFlight: flights.has,
    invalidate: flights.invalidate,
    refuse(mint) {
      const at = now()
      const own = entries.get(mint.id.key)?.coolDown
      const current = own && at < own.until ? own : generalCoolDown.current()
      return current ? coolDownError(current, at) : minter.refuse(mint)
    },
    renew: (order) => flights.run(order.id.key, (isCurrent) => obtainAndCache(order, isCurrent)),
    async search(order, coolDown) {
      const { key } = order.id
      if (!fleet || !searches.admit(key)) throw coolDown
      return flights.run(key, (isCurrent) => takeShared(order, { coolDown, isCurrent }))
    },
  }
}
