import { tokenError } from '../shared/error-table.ts'
import { fingerprint as nameOf } from '../shared/fingerprint.ts'
import type { TokenError } from '../shared/token-error.ts'
import { abortable, within } from '../shared/waits.ts'
import { grantFailure, notAGrant } from './as-token-error.ts'
import { type Grant, isGrant } from './grant.ts'
import type { IssuedToken, IssueResult } from './issued-token.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { createKeyMemo } from './key-memo.ts'
import { closedError } from './minter.ts'
import { createRejections } from './rejections.ts'
import { createRenewal } from './renewal.ts'
import { type CachedToken, createTokenCache } from './token-cache.ts'
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
  /** Forgets the user's token, also the one being minted: who asks from now on gets a newer one. */
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
  const cacheKeyOf = createKeyMemo({ scope: nameOf(coveo.scope), maxEntries })
  let closed = false

  /** No noted instant can be trusted once the clock was put back: tokens would be served past their end. */
  function forget(): void {
    cache.clear()
    rejections.clear()
    renewal.forgive()
  }

  function keyOf(grant: unknown): string {
    let key: string | undefined
    try {
      if (isGrant(grant)) key = cacheKeyOf(grant)
    } catch {
      // A grant that cannot be read is none.
    }
    if (key === undefined) throw notAGrant()
    return key
  }

  async function keyFor(user: User): Promise<string> {
    if (closed) throw closedError()
    return keyOf(await grantOf(user))
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
    if (closed) return Promise.reject(closedError())
    const key = keyOf(grant)
    const at = now()
    const entry = cache.get(key)
    if (entry !== undefined) {
      const { hit } = entry
      const remainingMs = hit.expiresAt - at
      if (remainingMs > entry.shortMs && remainingMs >= Math.min(asked.minRemainingMs ?? 0, entry.mostMs)) {
        if (at >= hit.refreshAt) renewAhead(key, grant)
        emit?.({ type: 'hit', key: entry.keyHash ?? '', fingerprint: hit.fingerprint, remainingMs })
        return Promise.resolve(hit)
      }
    }
    // Asked for only now: a signal that is made on demand is not made for an answer from memory.
    if (asked.signal?.aborted) return Promise.reject(abortedError(asked.signal))
    return wait({ key, grant }, asked)
  }

  function renewAhead(key: string, grant: Grant): void {
    if (renewal.underway(key) || renewal.resting(key) !== undefined) return
    renewal.renew({ key, grant, background: true }).catch(ignore)
  }

  async function wait(order: { key: string; grant: Grant }, asked: IssueOptions): Promise<IssueResult> {
    const { key } = order
    const { minRemainingMs = 0, signal } = asked
    if (!(minRemainingMs >= 0)) throw new TypeError('minRemainingMs must be a number of milliseconds, not negative.')
    const joins = renewal.underway(key)
    const resting = joins ? undefined : renewal.resting(key)
    if (resting !== undefined) return staleOr(key, 'resting', resting)
    if (joins) emit?.({ type: 'coalesced', key: nameOf(key) })
    const renewed = renewal.renew({ ...order, background: false })
    const outcome = joins ? 'coalesced' : 'mint'
    try {
      const patience = usable(key) ? within(renewed, { ms: softTimeoutMs, timers }) : renewed
      const entry = await abortable(patience, signal)
      if (entry !== undefined) return { ...entry.hit, outcome }
      return stale(key, 'slow') ?? { ...(await abortable(renewed, signal)).hit, outcome }
    } catch (thrown) {
      if (signal?.aborted) throw abortedError(signal)
      return staleOr(key, 'failed', thrown)
    }
  }

  function usable(key: string): CachedToken | undefined {
    const at = now()
    const entry = cache.peek(key)
    return entry !== undefined && at < entry.hit.expiresAt ? entry : undefined
  }

  function stale(key: string, reason: StaleServed['reason']): IssueResult | undefined {
    const hit = usable(key)?.hit
    if (hit === undefined) return undefined
    const remainingMs = hit.expiresAt - now()
    emit?.({ type: 'stale-served', key: nameOf(key), fingerprint: hit.fingerprint, remainingMs, reason })
    return { ...hit, outcome: 'stale' }
  }

  function staleOr(key: string, reason: StaleServed['reason'], error: unknown): IssueResult {
    const served = stale(key, reason)
    if (served === undefined) throw error
    return served
  }

  return {
    organizationId: coveo.organizationId,
    issue,
    peek(user) {
      try {
        const grant: unknown = settings.grant(user)
        if (isThenable(grant)) grant.then(ignore, ignore)
        return isGrant(grant) ? usable(keyOf(grant))?.hit : undefined
      } catch (thrown) {
        throw grantFailure(thrown)
      }
    },
    async reject(user, fingerprint) {
      const key = await keyFor(user)
      const retryAfterMs =
        cache.peek(key)?.hit.fingerprint === fingerprint ? rejections.admit(key, { fingerprint, at: now() }) : -1
      const outcome = retryAfterMs < 0 ? 'ignored' : retryAfterMs > 0 ? 'limited' : 'dropped'
      if (outcome === 'dropped') cache.delete(key)
      emit?.({ type: 'rejected', key: nameOf(key), fingerprint: safeName(fingerprint), outcome })
      return outcome === 'limited' ? { outcome, retryAfterMs } : { outcome }
    },
    async invalidate(user) {
      const key = await keyFor(user)
      cache.delete(key)
      renewal.outdate(key)
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
