import { tokenError } from '../shared/error-table.ts'
import type { TokenError } from '../shared/token-error.ts'
import { abortable, within } from '../shared/waits.ts'
import { asTokenError } from './as-token-error.ts'
import type { CachedToken } from './cached-token.ts'
import { checkedGrant, type Grant } from './grant.ts'
import type { IssueResult } from './issued-token.ts'
import type { IssuerSettings } from './issuer-options.ts'
import type { Renewal } from './renewal.ts'
import type { Slot, TokenCache } from './token-cache.ts'
import type { StaleServed, TokenEventListener } from './token-event.ts'
import type { IssueOptions } from './token-issuer-contract.ts'

export interface WaitingOptions {
  settings: IssuerSettings<never>
  cache: TokenCache
  renewal: Renewal
  emit: TokenEventListener | undefined
}

interface Order {
  slot: Slot
  grant: Grant
}

export interface Waiting {
  /** The new token; or the old one, as `stale`, where the new one fails or is slow and the old one is still valid. */
  wait(order: Order, asked: IssueOptions): Promise<IssueResult>
  /** The token of a slot while it is valid, however little is left of it. */
  usable(slot: Slot): IssueResult | undefined
}

/** What callers go through for whom memory alone has no answer. */
export function createWaiting({ settings, cache, renewal, emit }: WaitingOptions): Waiting {
  const { lifeMs, softTimeoutMs, now, timers } = settings

  async function wait(order: Order, asked: IssueOptions): Promise<IssueResult> {
    const { slot, grant } = order
    const { minRemainingMs = 0, signal } = asked
    const joins = renewal.underway(slot.key)
    const resting = joins ? undefined : renewal.resting(slot.key)
    if (resting !== undefined && usable(slot)) return staleOr(slot, 'resting', resting)
    if (joins) emit?.({ type: 'coalesced', key: slot.keyHash })
    try {
      // The caller may change its grant while it waits. Who joins, and takes whatever comes, needs none.
      const own = joins && minRemainingMs === 0 ? order : { slot, grant: checkedGrant(grant, lifeMs) }
      const wanted = { ...own, background: false, leastMs: minRemainingMs }
      // While minting rests here, another instance may have done it.
      const renewed = resting === undefined ? renewal.renew(wanted) : renewal.borrow(wanted, resting)
      const patience = usable(slot) ? within(renewed, { ms: softTimeoutMs, timers }) : renewed
      const early = await abortable(patience, signal)
      const old = early === undefined ? stale(slot, 'slow') : undefined
      if (old !== undefined) return old
      const { token, outcome } = early ?? (await abortable(renewed, signal))
      // Good enough for whoever asked first, and no mint: the next one is.
      if (joins && outcome === 'shared' && lacksLife(token, minRemainingMs)) return wait(own, asked)
      return { ...token.hit, outcome: joins ? 'coalesced' : outcome }
    } catch (thrown) {
      if (signal?.aborted) throw abortedError(signal)
      return staleOr(slot, resting === undefined ? 'failed' : 'resting', thrown)
    }
  }

  function lacksLife({ hit, mostMs }: CachedToken, minRemainingMs: number): boolean {
    return hit.expiresAt - now() < Math.min(minRemainingMs, mostMs)
  }

  function usable(slot: Slot): IssueResult | undefined {
    const at = now()
    const hit = slot.hit ?? cache.peek(slot.key)?.hit
    return hit !== undefined && at < hit.expiresAt ? hit : undefined
  }

  function stale(slot: Slot, reason: StaleServed['reason']): IssueResult | undefined {
    const hit = usable(slot)
    if (hit === undefined) return undefined
    const remainingMs = hit.expiresAt - now()
    emit?.({ type: 'stale-served', key: slot.keyHash, fingerprint: hit.fingerprint, remainingMs, reason })
    return { ...hit, outcome: 'stale' }
  }

  function staleOr(slot: Slot, reason: StaleServed['reason'], thrown: unknown): IssueResult {
    const served = stale(slot, reason)
    if (served !== undefined) return served
    const error = asTokenError(thrown)
    emit?.({ type: 'failed', key: slot.keyHash, code: error.code })
    throw error
  }

  return { wait, usable }
}

/** The error of a caller who no longer waits. */
export function abortedError(signal: AbortSignal): TokenError {
  return tokenError('aborted', 'The caller stopped waiting for the token.', { cause: signal.reason })
}
