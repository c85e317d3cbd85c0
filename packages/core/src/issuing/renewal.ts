import { tokenError } from '../shared/error-table.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import type { TokenError } from '../shared/token-error.ts'
import { asTokenError } from './as-token-error.ts'
import { checkedGrant } from './grant.ts'
import type { IssuerSettings } from './issuer-options.ts'
import type { MintOrder } from './mint-order.ts'
import { closedError, createMinter } from './minter.ts'
import type { Rejections } from './rejections.ts'
import { createSetbacks } from './setbacks.ts'
import type { CachedToken, Slot, TokenCache } from './token-cache.ts'
import type { TokenEventListener } from './token-event.ts'

export interface RenewalOptions {
  settings: IssuerSettings<never>
  cache: TokenCache
  rejections: Rejections
  emit: TokenEventListener | undefined
}

export interface Renewal {
  /** Mints a token into the cache, or joins the mint under way. Rejects with a TokenError. */
  renew(order: MintOrder): Promise<CachedToken>
  /** Whether `renew` would join a mint. */
  underway(key: string): boolean
  /** The error to answer with while the key rests after a failure. */
  resting(key: string): TokenError | undefined
  /** The mint under way, if any, answers those who wait for it and nobody else. */
  outdate(key: string): void
  /** Lets every key that rests be tried again. */
  forgive(): void
  close(): void
}

/** Brings new tokens into the cache: one mint at a time for each key, and none while the key rests. */
export function createRenewal({ settings, cache, rejections, emit }: RenewalOptions): Renewal {
  const { coveo, lifeMs, mintTimeoutMs, now, random, timers } = settings
  const minter = createMinter({ coveo, timeoutMs: mintTimeoutMs, now, timers, emit })
  const setbacks = createSetbacks({ maxEntries: settings.maxEntries, random })
  const flights = createSingleFlight<CachedToken>()
  let closed = false

  async function mint(order: MintOrder, isCurrent: () => boolean): Promise<CachedToken> {
    if (closed) throw closedError()
    const { slot } = order
    try {
      const token = await minter.mint(order)
      if (closed) throw closedError()
      if (rejections.includes(slot.key, token.hit.fingerprint)) throw mintedAgain()
      setbacks.clear(slot.key)
      if (isCurrent()) cache.set(slot, token)
      return token
    } catch (thrown) {
      const error = asTokenError(thrown)
      if (!closed) rest(slot, error)
      throw error
    }
  }

  function rest({ key, keyHash }: Slot, error: TokenError): void {
    const { pauseMs, failures } = setbacks.add(key, { error, at: now() })
    emit?.({ type: 'cooled-down', key: keyHash, pauseMs, failures, code: error.code })
  }

  return {
    async renew(order) {
      const { key } = order.slot
      if (flights.has(key)) return flights.run(key, (isCurrent) => mint(order, isCurrent))
      const own = { ...order, grant: checkedGrant(order.grant, lifeMs) }
      return flights.run(key, (isCurrent) => mint(own, isCurrent))
    },
    underway: flights.has,
    resting: (key) => setbacks.standing(key, now()),
    outdate: flights.outdate,
    forgive: setbacks.clearAll,
    close() {
      closed = true
      minter.close()
    },
  }
}

function mintedAgain(): TokenError {
  return tokenError('coveo-bad-response', 'Coveo minted the very token that was reported as refused.')
}
