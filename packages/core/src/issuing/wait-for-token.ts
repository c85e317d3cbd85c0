import { abortable, within } from '../shared/abortable.ts'
import type { Entries, EntryId } from './entries.ts'
import { checkedGrant, type Grant } from './grant.ts'
import type { IssueResult } from './issued-token.ts'
import { abortedError, asTokenError } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'
import { keepAlive } from './keep-alive.ts'
import type { Renewal } from './renewal.ts'
import type { StaleServed, TokenEventListener } from './token-event.ts'
import type { IssueOptions } from './token-issuer-contract.ts'

export interface WaitOptions {
  settings: IssuerSettings<never>
  entries: Entries
  renewal: Renewal
  emit: TokenEventListener | undefined
}

export interface Wanted {
  id: EntryId
  grant: Grant
}

/**
 * What a caller goes through for whom memory has no fresh token: waits for the renewal, but takes a token that is still valid, as
 * `stale`, when the renewal fails, is slow, or cools down.
 */
export function createWait({ settings, entries, renewal, emit }: WaitOptions) {
  const { lifetimeMs, softTimeoutMs, now, timers } = settings

  async function wait({ id, grant }: Wanted, asked: IssueOptions): Promise<IssueResult> {
    const { minRemainingMs = 0, signal, waitUntil } = asked
    const joins = renewal.underway(id.key)
    const coolingDown = joins ? undefined : renewal.coolingDown(id.key)
    if (coolingDown && valid(id.key)) return staleOr(id, 'resting', coolingDown)
    if (joins) emit?.({ type: 'coalesced', key: id.keyHash })
    try {
      // A caller that joins uses no grant of its own; any other gets a copy, which it cannot change while it waits.
      const own = joins && minRemainingMs === 0 ? grant : checkedGrant(grant, lifetimeMs)
      const renewed = renewal.renew({ slot: id, grant: own, background: false, leastMs: minRemainingMs }, coolingDown)
      const early = await abortable(valid(id.key) ? within(renewed, { ms: softTimeoutMs, timers }) : renewed, signal)
      const old = early === undefined ? stale(id, 'slow') : undefined
      if (old) {
        keepAlive(renewed, waitUntil)
        return old
      }
      const { token, outcome } = early ?? (await abortable(renewed, signal))
      const lacksLife = token.hit.expiresAt - now() < Math.min(minRemainingMs, token.mostMs)
      if (joins && outcome === 'shared' && lacksLife) return wait({ id, grant: own }, asked)
      return { ...token.hit, outcome: joins ? 'coalesced' : outcome }
    } catch (thrown) {
      if (signal?.aborted) throw abortedError(signal)
      return staleOr(id, coolingDown ? 'resting' : 'failed', thrown)
    }
  }

  function valid(key: string): IssueResult | undefined {
    const hit = entries.find(key).token?.hit
    return hit && now() < hit.expiresAt ? hit : undefined
  }

  function stale({ key, keyHash }: EntryId, reason: StaleServed['reason']): IssueResult | undefined {
    const hit = valid(key)
    if (!hit) return undefined
    const { fingerprint, expiresAt } = hit
    emit?.({ type: 'stale-served', key: keyHash, fingerprint, remainingMs: expiresAt - now(), reason })
    return { ...hit, outcome: 'stale' }
  }

  function staleOr(id: EntryId, reason: StaleServed['reason'], thrown: unknown): IssueResult {
    const served = stale(id, reason)
    if (served) return served
    const error = asTokenError(thrown)
    emit?.({ type: 'failed', key: id.keyHash, code: error.code })
    throw error
  }

  return { wait, valid }
}
