import { tokenError } from '../shared/error-table.ts'
import { createSingleFlight } from '../shared/single-flight.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { CachedToken } from './cached-token.ts'
import { type CoolDown, coolDownAfter, coolDownError, generalCoolDown } from './cool-down.ts'
import type { Entries, EntryId } from './entries.ts'
import { createFleet } from './fleet/fleet.ts'
import { asTokenError } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'
import { createMinter, type MintOrder } from './minter.ts'
import type { ObtainedToken } from './obtained-token.ts'
import type { TokenEventListener } from './token-event.ts'

export interface RenewalOptions {
  settings: IssuerSettings<never>
  entries: Entries
  closing: AbortSignal
  emit: TokenEventListener | undefined
}

export interface Renewal {
  /** Brings a new token into the entry, or joins the renewal in flight. While the key cools down, only another instance's token will do. */
  renew(order: MintOrder, coolingDown?: TokenError): Promise<ObtainedToken>
  /** Whether `renew` would join a renewal in flight. */
  underway(key: string): boolean
  /** The error to answer with while the key cools down. */
  coolingDown(key: string): TokenError | undefined
  /** The renewal in flight answers its own callers and nobody after them. */
  outdate(key: string): void
  /** `outdate`, for every instance. Rejects where the shared store fails. */
  forget(id: EntryId): Promise<void>
  isShared(id: EntryId, fingerprint: string): Promise<boolean>
  unshare(id: EntryId, fingerprint: string): Promise<void>
  close(): Promise<void>
}

/** How often one key may search the shared store in vain. */
const searchEveryMs = 1_000

/** One renewal in flight for each key, and none while the key cools down. */
export function createRenewal({ settings, entries, closing, emit }: RenewalOptions): Renewal {
  const { coveo, mintTimeoutMs, now, random, shared, timers } = settings
  const minter = createMinter({ coveo, timeoutMs: mintTimeoutMs, now, timers, closing, emit })
  const fleet = shared && createFleet({ settings, shared, minter, emit })
  const flights = createSingleFlight<ObtainedToken>()
  let general: CoolDown | undefined

  async function obtain(order: MintOrder, isCurrent: () => boolean): Promise<ObtainedToken> {
    closing.throwIfAborted()
    const { key } = order.slot
    try {
      const supplied = await supply(order)
      closing.throwIfAborted()
      if (wasRejected(key, supplied.token)) throw mintedAgain()
      entries.update(key, (entry) => {
        entry.coolDown = undefined
        if (isCurrent() && !supplied.isInvalidated) entry.token = supplied.token
      })
      return supplied
    } catch (thrown) {
      const error = asTokenError(thrown)
      if (!closing.aborted) coolDown(order.slot, error)
      throw error
    }
  }

  async function supply(order: MintOrder): Promise<ObtainedToken> {
    if (fleet) return fleet.obtain(order, (token) => isWelcome(token, order))
    return { token: await minter.mint(order), outcome: 'mint', isInvalidated: false }
  }

  async function search(order: MintOrder, coolingDown: TokenError, isCurrent: () => boolean): Promise<ObtainedToken> {
    const { key } = order.slot
    const token = await fleet?.find(order, (found) => isWelcome(found, order))
    if (token === undefined || closing.aborted) throw coolingDown
    if (isCurrent())
      entries.update(key, (entry) => {
        entry.token = token
      })
    return { token, outcome: 'shared', isInvalidated: false }
  }

  /** Whether another instance's token is better than the one held, and lives long enough for this order. */
  function isWelcome(token: CachedToken, { slot: { key }, leastMs }: MintOrder): boolean {
    const { hit, shortMs, mostMs } = token
    const remainingMs = hit.expiresAt - now()
    if (remainingMs <= shortMs || remainingMs < Math.min(leastMs, mostMs) || wasRejected(key, token)) return false
    const held = entries.find(key).token?.hit
    return held === undefined || (held.fingerprint !== hit.fingerprint && held.expiresAt < hit.expiresAt)
  }

  function wasRejected(key: string, { hit }: CachedToken): boolean {
    return entries.find(key).rejections.some(({ fingerprint }) => fingerprint === hit.fingerprint)
  }

  function coolDown({ key, keyHash }: EntryId, error: TokenError): void {
    const at = now()
    const next = coolDownAfter(error, at, entries.find(key).coolDown, random)
    entries.update(key, (entry) => {
      entry.coolDown = next
    })
    const all = generalCoolDown(error, at)
    if (all && all.until > (general?.until ?? 0)) general = all
    emit?.({ type: 'cooled-down', key: keyHash, pauseMs: next.pauseMs, failures: next.failures, code: error.code })
  }

  /** Whether a second has passed since `field` last said so for this key. */
  function mayTouchStore(key: string, field: 'searchedAt' | 'reportedAt'): boolean {
    const at = now()
    if (!fleet || at - entries.find(key)[field] < searchEveryMs) return false
    entries.update(key, (entry) => {
      entry[field] = at
    })
    return true
  }

  return {
    async renew(order, coolingDown) {
      const { key } = order.slot
      if (!coolingDown) return flights.run(key, (isCurrent) => obtain(order, isCurrent))
      if (!mayTouchStore(key, 'searchedAt')) throw coolingDown
      return flights.run(key, (isCurrent) => search(order, coolingDown, isCurrent))
    },
    underway: flights.has,
    coolingDown(key) {
      const at = now()
      const current = [entries.find(key).coolDown, general].find((known) => known !== undefined && at < known.until)
      return current && coolDownError(current, at)
    },
    outdate: flights.outdate,
    async forget(id) {
      flights.outdate(id.key)
      await fleet?.invalidate(id)
    },
    isShared: async (id, fingerprint) =>
      fleet !== undefined && mayTouchStore(id.key, 'reportedAt') && fleet.holds(id, fingerprint),
    unshare: async (id, fingerprint) => fleet?.delete(id, fingerprint),
    close: async () => fleet?.close(),
  }
}

function mintedAgain(): TokenError {
  return tokenError('coveo-bad-response', 'Coveo minted the very token that was reported as refused.')
}
