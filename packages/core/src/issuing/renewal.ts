import { tokenError } from '../shared/error-table.ts'
import { createPacer } from '../shared/pacer.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import type { TokenError } from '../shared/token-error.ts'
import { asTokenError } from './as-token-error.ts'
import type { CachedToken } from './cached-token.ts'
import { createFleet, type Supplied } from './fleet/fleet.ts'
import type { IssuerSettings } from './issuer-options.ts'
import type { MintOrder } from './mint-order.ts'
import { closedError, createMinter } from './minter.ts'
import type { Rejections } from './rejections.ts'
import { createSetbacks } from './setbacks.ts'
import type { Slot, TokenCache } from './token-cache.ts'
import type { TokenEventListener } from './token-event.ts'

export interface RenewalOptions {
  settings: IssuerSettings<never>
  cache: TokenCache
  rejections: Rejections
  emit: TokenEventListener | undefined
}

export interface Renewal {
  /** Brings a new token into the cache, or joins what is under way. Rejects with a TokenError. */
  renew(order: MintOrder): Promise<Supplied>
  /** For a key that rests: brings the token that another instance shares into the cache, or rejects with the error given. */
  borrow(order: MintOrder, resting: TokenError): Promise<Supplied>
  /** Whether `renew` would join a mint. */
  underway(key: string): boolean
  /** The error to answer with while the key rests after a failure. */
  resting(key: string): TokenError | undefined
  /** The mint under way, if any, answers those who wait for it and nobody else. */
  outdate(key: string): void
  /** The same, and for every instance. Rejects where the shared store fails. */
  forget(slot: Pick<Slot, 'key' | 'keyHash'>): Promise<void>
  /** Whether other instances share the token with this fingerprint. */
  isShared(slot: Slot, fingerprint: string): Promise<boolean>
  /** Sees to it that other instances no longer share the token with this fingerprint. Never rejects. */
  unshare(slot: Slot, fingerprint: string): Promise<void>
  /** Lets everything that rests be tried again. */
  forgive(): void
  close(): Promise<void>
}

/** How often one key may make the store look for nothing. */
const lookEveryMs = 1_000

/** Brings new tokens into the cache: one mint at a time for each key, and none while the key rests. */
export function createRenewal({ settings, cache, rejections, emit }: RenewalOptions): Renewal {
  const { coveo, maxEntries, mintTimeoutMs, now, random, shared, timers } = settings
  const minter = createMinter({ coveo, timeoutMs: mintTimeoutMs, now, timers, emit })
  const fleet = shared && createFleet({ settings, shared, minter, emit })
  const setbacks = createSetbacks({ maxEntries, random })
  // Whoever asks again and again, or reports what nobody knows, must not make the store work each time.
  const looks = createPacer({ everyMs: lookEveryMs, maxEntries, now })
  const reports = createPacer({ everyMs: lookEveryMs, maxEntries, now })
  const flights = createSingleFlight<Supplied>()
  let closed = false

  async function mint(order: MintOrder, isCurrent: () => boolean): Promise<Supplied> {
    if (closed) throw closedError()
    const { slot } = order
    try {
      const supplied = await supply(order)
      const { token, isOutdated } = supplied
      if (closed) throw closedError()
      if (rejections.includes(slot.key, token.hit.fingerprint)) throw mintedAgain()
      setbacks.clear(slot.key)
      if (isCurrent() && !isOutdated) cache.set(slot, token)
      return supplied
    } catch (thrown) {
      const error = asTokenError(thrown)
      if (!closed) rest(slot, error)
      throw error
    }
  }

  async function supply(order: MintOrder): Promise<Supplied> {
    if (fleet === undefined) return { token: await minter.mint(order), outcome: 'mint', isOutdated: false }
    return fleet.supply(order, (token) => isWelcome(token, order))
  }

  /** Whether another instance's token is what this order is for: better than the one at hand, and good for a while. */
  function isWelcome({ hit, shortMs, mostMs }: CachedToken, { slot: { key }, leastMs }: MintOrder): boolean {
    const remainingMs = hit.expiresAt - now()
    if (remainingMs <= shortMs || remainingMs < Math.min(leastMs, mostMs)) return false
    if (rejections.includes(key, hit.fingerprint)) return false
    const held = cache.peek(key)?.hit
    return held === undefined || (held.fingerprint !== hit.fingerprint && held.expiresAt < hit.expiresAt)
  }

  function rest({ key, keyHash }: Slot, error: TokenError): void {
    const { pauseMs, failures } = setbacks.add(key, { error, at: now() })
    emit?.({ type: 'cooled-down', key: keyHash, pauseMs, failures, code: error.code })
  }

  return {
    async renew(order) {
      return flights.run(order.slot.key, (isCurrent) => mint(order, isCurrent))
    },
    async borrow(order, resting) {
      if (fleet === undefined || !looks.admit(order.slot.key)) throw resting
      return flights.run(order.slot.key, async (isCurrent) => {
        const token = await fleet.find(order, (token) => isWelcome(token, order))
        if (token === undefined || closed) throw resting
        if (isCurrent()) cache.set(order.slot, token)
        return { token, outcome: 'shared', isOutdated: false }
      })
    },
    underway: flights.has,
    resting: (key) => setbacks.standing(key, now()),
    outdate: flights.outdate,
    async forget(slot) {
      flights.outdate(slot.key)
      await fleet?.forget(slot)
    },
    async isShared(slot, fingerprint) {
      if (fleet === undefined || !reports.admit(slot.key)) return false
      return fleet.holds(slot, fingerprint)
    },
    unshare: async (slot, fingerprint) => fleet?.remove(slot, fingerprint),
    forgive() {
      setbacks.clearAll()
      fleet?.forgive()
    },
    async close() {
      closed = true
      minter.close()
      await fleet?.close()
    },
  }
}

function mintedAgain(): TokenError {
  return tokenError('coveo-bad-response', 'Coveo minted the very token that was reported as refused.')
}
