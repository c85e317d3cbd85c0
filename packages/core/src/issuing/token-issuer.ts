import { tokenError } from '../shared/error-table.ts'
import { fingerprint as nameOf } from '../shared/fingerprint.ts'
import type { TokenError } from '../shared/token-error.ts'
import { abortable, within } from '../shared/waits.ts'
import { asTokenError, grantFailure, notAGrant } from './as-token-error.ts'
import type { CachedToken } from './cached-token.ts'
import { type Grant, isGrant } from './grant.ts'
import { createGrantMemo } from './grant-memo.ts'
import type { IssuedToken, IssueResult } from './issued-token.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { closedError } from './minter.ts'
import { createRejections } from './rejections.ts'
import { createRenewal } from './renewal.ts'
import { createTokenCache, type Slot } from './token-cache.ts'
import { guardListener, type StaleServed } from './token-event.ts'
import { createWatchedClock } from './watched-clock.ts'

export interface IssueOptions {
  /** Least life that the token should have left, in milliseconds. A caller who asks for more than 90 % of a life gets that. */
  minRemainingMs?: number | undefined
  /** Ends this caller's wait, not an answer from memory. The mint goes on for the others. */
  signal?: AbortSignal | undefined
}

/** `dropped`: it was the cached token, and is no more. `ignored`: it was not. `limited`: too many of them, try again later. */
export type RejectResult = { outcome: 'dropped' | 'ignored' } | { outcome: 'limited'; retryAfterMs: number }

export interface TokenIssuer<User> {
  readonly organizationId: string
  /** The user's token: from memory while it is fresh, else minted, once for all who ask. Rejects with a TokenError. */
  issue(user: User, options?: IssueOptions): Promise<IssueResult>
  /** The user's token if memory holds a valid one. Undefined where `grant` is asynchronous. Throws a TokenError if `grant` throws. */
  peek(user: User): IssuedToken | undefined
  /** Takes in that Coveo refused the token with this fingerprint. Does not mint: the next `issue` does. */
  reject(user: User, fingerprint: string): Promise<RejectResult>
  /**
   * Forgets the user's token, also the one being minted: who asks from now on gets a newer one. With a shared store that holds for
   * instances that do not have it in memory, and this rejects with `shared-store-failed` where the store could not be told.
   */
  invalidate(user: User): Promise<void>
  /** Gives up every mint and forgets every token. Every call from now on rejects with `closed`. */
  close(): Promise<void>
}

/** Creates a token issuer: one Coveo token per user, cached, renewed ahead of time. Throws a TypeError for a wrong option. */
export function createTokenIssuer<User>(options: TokenIssuerOptions<User>): TokenIssuer<User> {
  const now = createWatchedClock({
    now: options.now ?? (() => Date.now()),
    // A clock that was injected has its own pace.
    monotonic: options.now === undefined ? () => performance.now() : undefined,
    onPutBack: forget,
  })
  const settings = issuerSettings({ ...options, now })
  const { coveo, maxEntries, softTimeoutMs, timers } = settings
  const emit = guardListener(options.onEvent)
  const cache = createTokenCache({ maxEntries, emit })
  const rejections = createRejections({ maxEntries, limit: settings.rejectLimit, windowMs: settings.rejectWindowMs })
  const renewal = createRenewal({ settings, cache, rejections, emit })
  const slotOfGrant = createGrantMemo({ scope: nameOf(coveo.scope), maxEntries, find: cache.slot })
  let closed = false

  /** No noted instant can be trusted once the clock was put back: tokens would be served past their end. */
  function forget(): void {
    cache.clear()
    rejections.clear()
    renewal.forgive()
  }

  function slotOf(grant: unknown): Slot {
    let slot: Slot | undefined
    try {
      if (isGrant(grant)) slot = slotOfGrant(grant)
    } catch {
      // A grant that cannot be read is none.
    }
    if (slot === undefined) throw notAGrant()
    return slot
  }

  async function slotFor(user: User): Promise<Slot> {
    if (closed) throw closedError()
    return slotOf(await grantOf(user))
  }

  async function grantOf(user: User): Promise<unknown> {
    try {
      return await settings.grant(user)
    } catch (thrown) {
      throw grantFailure(thrown)
    }
  }

  /** Not an async function: an answer from memory costs no more than its key. */
  function issue(user: User, asked: IssueOptions = nothingAsked): Promise<IssueResult> {
    try {
      const grant: unknown = settings.grant(user)
      if (isGrant(grant)) return serve(grant, asked)
      if (!isThenable(grant)) return Promise.reject(notAGrant())
      return serveLater(grant, asked)
    } catch (thrown) {
      return Promise.reject(grantFailure(thrown))
    }
  }

  async function serveLater(promised: PromiseLike<unknown>, asked: IssueOptions): Promise<IssueResult> {
    const grant = await abortable(Promise.resolve(promised), asked.signal).catch((thrown) => {
      throw asked.signal?.aborted ? abortedError(asked.signal) : grantFailure(thrown)
    })
    try {
      if (isGrant(grant)) return serve(grant, asked)
    } catch (thrown) {
      throw grantFailure(thrown)
    }
    throw notAGrant()
  }

  function serve(grant: Grant, asked: IssueOptions): Promise<IssueResult> {
    const slot = slotOf(grant)
    const at = now()
    if (at < slot.freshUntil && asked.minRemainingMs === undefined && cache.isNoted(slot)) {
      return Promise.resolve(answer(slot, at))
    }
    return decide({ slot, grant, at }, asked)
  }

  function answer({ hit, keyHash }: Slot, at: number): IssueResult {
    const held = hit as IssueResult
    emit?.({ type: 'hit', key: keyHash, fingerprint: held.fingerprint, remainingMs: held.expiresAt - at })
    return held
  }

  /** Where more is to be asked than whether the token is fresh. */
  function decide(order: { slot: Slot; grant: Grant; at: number }, asked: IssueOptions): Promise<IssueResult> {
    if (closed) return Promise.reject(closedError())
    const { slot, grant, at } = order
    const held = cache.use(slot.key)
    if (held?.hit) {
      const remainingMs = held.hit.expiresAt - at
      if (remainingMs > held.shortMs && remainingMs >= Math.min(asked.minRemainingMs ?? 0, held.mostMs)) {
        if (at >= held.freshUntil) renewAhead(held, grant)
        return Promise.resolve(answer(held, at))
      }
    }
    // Asked for only now: a signal that is made on demand is not made for an answer from memory.
    if (asked.signal?.aborted) return Promise.reject(abortedError(asked.signal))
    return wait({ slot, grant }, asked)
  }

  function renewAhead(slot: Slot, grant: Grant): void {
    if (renewal.underway(slot.key) || renewal.resting(slot.key) !== undefined) return
    renewal.renew({ slot, grant, background: true, leastMs: 0 }).catch(ignore)
  }

  async function wait(order: { slot: Slot; grant: Grant }, asked: IssueOptions): Promise<IssueResult> {
    const { slot } = order
    const { minRemainingMs = 0, signal } = asked
    if (!(minRemainingMs >= 0)) throw new TypeError('minRemainingMs must be a number of milliseconds, not negative.')
    const joins = renewal.underway(slot.key)
    const resting = joins ? undefined : renewal.resting(slot.key)
    if (resting !== undefined) return staleOr(slot, 'resting', resting)
    if (joins) emit?.({ type: 'coalesced', key: slot.keyHash })
    const renewed = renewal.renew({ ...order, background: false, leastMs: minRemainingMs })
    try {
      const patience = usable(slot) ? within(renewed, { ms: softTimeoutMs, timers }) : renewed
      const early = await abortable(patience, signal)
      const old = early === undefined ? stale(slot, 'slow') : undefined
      if (old !== undefined) return old
      const { token, outcome } = early ?? (await abortable(renewed, signal))
      // Good enough for whoever asked first, and no mint: the next one is.
      if (joins && outcome === 'shared' && lacksLife(token, minRemainingMs)) return wait(order, asked)
      return { ...token.hit, outcome: joins ? 'coalesced' : outcome }
    } catch (thrown) {
      if (signal?.aborted) throw abortedError(signal)
      return staleOr(slot, 'failed', thrown)
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

  return {
    organizationId: coveo.organizationId,
    issue,
    peek(user) {
      try {
        const grant: unknown = settings.grant(user)
        if (isThenable(grant)) grant.then(ignore, ignore)
        return isGrant(grant) ? usable(slotOf(grant)) : undefined
      } catch (thrown) {
        throw grantFailure(thrown)
      }
    },
    async reject(user, fingerprint) {
      const slot = await slotFor(user)
      const { key, keyHash } = slot
      const isHeld = () => cache.peek(key)?.hit?.fingerprint === fingerprint
      const isKnown = isHeld() || (await renewal.isShared(slot, fingerprint))
      const retryAfterMs = isKnown ? rejections.admit(key, { fingerprint, at: now() }) : -1
      const outcome = retryAfterMs < 0 ? 'ignored' : retryAfterMs > 0 ? 'limited' : 'dropped'
      if (outcome === 'dropped') {
        if (isHeld()) cache.delete(key)
        await renewal.unshare(slot, fingerprint)
      }
      emit?.({ type: 'rejected', key: keyHash, fingerprint: safeName(fingerprint), outcome })
      return outcome === 'limited' ? { outcome, retryAfterMs } : { outcome }
    },
    async invalidate(user) {
      const slot = await slotFor(user)
      cache.delete(slot.key)
      await renewal.outdate(slot)
    },
    async close() {
      closed = true
      renewal.close()
      cache.clear()
    },
  }
}

const nothingAsked: IssueOptions = Object.freeze({})

/** What was reported, as it is only if it is a fingerprint: somebody may have reported the token itself. */
function safeName(reported: string): string {
  return /^[\w-]{16}$/.test(reported) ? reported : nameOf(reported)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function abortedError(signal: AbortSignal): TokenError {
  return tokenError('aborted', 'The caller stopped waiting for the token.', { cause: signal.reason })
}

function ignore(): void {}
