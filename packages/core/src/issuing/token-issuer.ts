import { fingerprint as nameOf } from '../shared/fingerprint.ts'
import { abortable } from '../shared/waits.ts'
import { grantFailure, notAGrant } from './as-token-error.ts'
import { checkedGrant, type Grant, isGrant } from './grant.ts'
import { createGrantMemo } from './grant-memo.ts'
import type { IssueResult } from './issued-token.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { closedError } from './minter.ts'
import { createRejections } from './rejections.ts'
import { createRenewal } from './renewal.ts'
import { createTokenCache, type Slot } from './token-cache.ts'
import { guardListener } from './token-event.ts'
import type { IssueOptions, TokenIssuer } from './token-issuer-contract.ts'
import { abortedError, createWaiting } from './waiting.ts'
import { createWatchedClock } from './watched-clock.ts'

/** Creates a token issuer: one Coveo token per user, cached, renewed ahead of time. Throws a TypeError for a wrong option. */
export function createTokenIssuer<User>(options: TokenIssuerOptions<User>): TokenIssuer<User> {
  const now = createWatchedClock({
    now: options.now ?? (() => Date.now()),
    // A clock that was injected has its own pace.
    monotonic: options.now === undefined ? () => performance.now() : undefined,
    onPutBack: forget,
  })
  const settings = issuerSettings({ ...options, now })
  const { coveo, maxEntries } = settings
  const emit = guardListener(options.onEvent)
  const cache = createTokenCache({ maxEntries, emit })
  const rejections = createRejections({ maxEntries, limit: settings.rejectLimit, windowMs: settings.rejectWindowMs })
  const renewal = createRenewal({ settings, cache, rejections, emit })
  const waiting = createWaiting({ cache, renewal, settings, emit })
  const slotOfGrant = createGrantMemo({ scope: nameOf(coveo.scope), maxEntries, find: cache.slot })
  let closed = false

  /** No noted instant can be trusted once the clock was put back: tokens would be served past their end. */
  function forget(): void {
    cache.clear()
    rejections.clear()
    renewal.forgive()
  }

  /** The slot of a grant; undefined for what is none. */
  function slotOf(grant: unknown): Slot | undefined {
    try {
      return isGrant(grant) ? slotOfGrant(grant) : undefined
    } catch {
      // A grant that cannot be read is none.
      return undefined
    }
  }

  async function slotFor(user: User): Promise<Slot> {
    if (closed) throw closedError()
    const slot = slotOf(await grantOf(user))
    if (slot === undefined) throw notAGrant()
    return slot
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
    let grant: unknown
    try {
      grant = settings.grant(user)
      if (isThenable(grant)) return serveLater(grant, asked)
    } catch (thrown) {
      return Promise.reject(grantFailure(thrown))
    }
    return serve(grant, asked)
  }

  async function serveLater(promised: PromiseLike<unknown>, asked: IssueOptions): Promise<IssueResult> {
    const grant = await abortable(Promise.resolve(promised), asked.signal).catch((thrown) => {
      throw asked.signal?.aborted ? abortedError(asked.signal) : grantFailure(thrown)
    })
    return serve(grant, asked)
  }

  function serve(grant: unknown, asked: IssueOptions): Promise<IssueResult> {
    const slot = slotOf(grant)
    if (slot === undefined) return Promise.reject(notAGrant())
    const at = now()
    if (at < slot.freshUntil && asked.minRemainingMs === undefined && cache.isNoted(slot)) {
      return Promise.resolve(answer(slot, at))
    }
    return decide({ slot, grant: grant as Grant, at }, asked)
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
    const { minRemainingMs = 0 } = asked
    if (!(minRemainingMs >= 0)) return Promise.reject(new TypeError('minRemainingMs must be milliseconds, 0 or more.'))
    const held = cache.use(slot.key)
    if (held?.hit) {
      const remainingMs = held.hit.expiresAt - at
      if (remainingMs > held.shortMs && remainingMs >= Math.min(minRemainingMs, held.mostMs)) {
        if (at >= held.freshUntil) renewAhead(held, grant).catch(ignore)
        return Promise.resolve(answer(held, at))
      }
    }
    // Asked for only now: a signal that is made on demand is not made for an answer from memory.
    const { signal } = asked
    if (signal?.aborted) return Promise.reject(abortedError(signal))
    return waiting.wait({ slot, grant }, asked)
  }

  async function renewAhead(slot: Slot, grant: Grant): Promise<void> {
    if (renewal.underway(slot.key) || renewal.resting(slot.key) !== undefined) return
    await renewal.renew({ slot, grant: checkedGrant(grant, settings.lifeMs), background: true, leastMs: 0 })
  }

  return {
    organizationId: coveo.organizationId,
    issue,
    peek(user) {
      let grant: unknown
      try {
        grant = settings.grant(user)
        if (isThenable(grant)) grant.then(ignore, ignore)
      } catch (thrown) {
        throw grantFailure(thrown)
      }
      const slot = slotOf(grant)
      return slot && waiting.usable(slot)
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
      const { key, keyHash } = await slotFor(user)
      cache.delete(key)
      try {
        await renewal.forget({ key, keyHash })
      } finally {
        // While the store was told, someone may have taken the old token from it.
        cache.delete(key)
        renewal.outdate(key)
      }
    },
    async close() {
      closed = true
      cache.clear()
      await renewal.close()
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

function ignore(): void {}
