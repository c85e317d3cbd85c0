import { abortable } from '../shared/abortable.ts'
import { holdProcess } from '../shared/hold-process.ts'
import { within } from '../shared/within.ts'
import type { Entries } from './entries.ts'
import type { EntryId } from './entry-id.ts'
import type { GrantToMint } from './grant-to-mint.ts'
import { type IssueOutcome, type IssueResult, withWallInstants } from './issued-token.ts'
import { abortedError, asTokenError } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'
import { keepAlive } from './keep-alive.ts'
import type { MintOrder } from './mint-order.ts'
import type { ObtainedToken } from './obtained-token.ts'
import type { Renewal } from './renewal.ts'
import type { TokenEventListener, TokenEventOf } from './token-event.ts'
import type { IssueOptions } from './token-issuer-contract.ts'

export interface TokenWaitOptions {
  settings: IssuerSettings<never>
  entries: Entries
  renewal: Renewal
  emit: TokenEventListener | undefined
}

export interface TokenWait {
  /**
   * The slow path of `issue()`: the cache has no fresh token. Waits for the renewal, but returns a token that is still valid,
   * as `stale`, if the renewal fails, is slow, or may not start now.
   */
  readonly wait: (grant: GrantToMint, options: IssueOptions<string>) => Promise<IssueResult>
}

type Reason = TokenEventOf<'issued'>['reason']

/** How much of `minRemainingMs` a stale token must have left, in milliseconds, if a renewal fails or is slow. */
const maxLeastMs = 2_000

export function createTokenWait({ settings, entries, renewal, emit }: TokenWaitOptions): TokenWait {
  const { clock, softTimeoutMs, now, timers } = settings

  /** The cached token, if it does not expire within `leastMs`. */
  function validToken({ key }: EntryId, leastMs: number): IssueResult | undefined {
    const hit = entries.get(key)?.token?.hit
    return hit && now() + leastMs < hit.expiresAt ? hit : undefined
  }

  function issued(id: EntryId, hit: IssueResult, { outcome, reason }: { outcome: IssueOutcome; reason?: Reason }) {
    const { fingerprint, expiresAt } = hit
    const remainingMs = expiresAt - now()
    emit?.({ type: 'issued', key: id.keyHash, outcome, fingerprint, remainingMs, ...(reason && { reason }) })
    return withWallInstants({ ...hit, outcome }, clock)
  }

  function stale(id: EntryId, { reason, leastMs }: { reason: Reason; leastMs: number }): IssueResult | undefined {
    const hit = validToken(id, leastMs)
    return hit && issued(id, hit, { outcome: 'stale', reason })
  }

  async function obtain(order: MintOrder, options: IssueOptions<string>): Promise<IssueResult> {
    const { signal, waitUntil } = options
    const { id, minRemainingMs } = order
    if (signal?.aborted) throw abortedError(signal)
    const leastMs = Math.min(minRemainingMs, maxLeastMs)
    const joins = renewal.isInFlight(id.key)
    const coolDown = joins ? undefined : renewal.refuse(order)
    const old = coolDown && stale(id, { reason: 'cool-down', leastMs })
    if (old) return old
    const renewed = coolDown ? renewal.search(order, coolDown) : renewal.renew(order)
    let obtained: ObtainedToken
    try {
      const isSlow =
        validToken(id, leastMs) && !(await abortable(within(renewed, { ms: softTimeoutMs, timers, now }), signal))
      const slow = isSlow && stale(id, { reason: 'slow', leastMs })
      if (slow) {
        keepAlive(renewed, waitUntil)
        return slow
      }
      obtained = await abortable(renewed, signal)
    } catch (thrown) {
      if (signal?.aborted) throw abortedError(signal)
      const failed = stale(id, { reason: coolDown ? 'cool-down' : 'failed', leastMs })
      if (failed) return failed
      throw thrown
    }
    const { token, outcome } = obtained
    const remainingMs = token.hit.expiresAt - now()
    const isTooShort = joins && outcome === 'shared' && remainingMs < Math.min(minRemainingMs, token.mostMs)
    // The process may have been frozen since the token came.
    if (isTooShort || remainingMs <= 0) return obtain(order, options)
    return issued(id, token.hit, { outcome: joins ? 'coalesced' : outcome })
  }

  return {
    async wait({ key, grant }, options) {
      const id = entries.find(key)
      const { minRemainingMs = 0 } = options
      try {
        return await holdProcess(obtain({ id, grant, background: false, minRemainingMs }, options))
      } catch (thrown) {
        const error = asTokenError(thrown)
        emit?.({ type: 'failed', key: id.keyHash, code: error.code })
        throw error
      }
    },
  }
}
