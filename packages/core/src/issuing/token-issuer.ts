import { abortable } from '../shared/abortable.ts'
import { fingerprint as nameOf } from '../shared/fingerprint.ts'
import { createEntries, type Entry } from './entries.ts'
import { checkedGrant, type Grant, isGrant } from './grant.ts'
import { createGrantMemo } from './grant-memo.ts'
import type { IssueResult } from './issued-token.ts'
import { abortedError, closedError, grantFailure, notAGrant } from './issuer-errors.ts'
import { issuerSettings, type TokenIssuerOptions } from './issuer-options.ts'
import { keepAlive } from './keep-alive.ts'
import { createRenewal } from './renewal.ts'
import { createSubject } from './subject.ts'
import { guardListener } from './token-event.ts'
import type { IssueOptions, TokenIssuer } from './token-issuer-contract.ts'
import { createWait } from './wait-for-token.ts'

/** Creates a token issuer: one Coveo token per user, cached, renewed ahead of time. Throws a TypeError for a wrong option. */
export function createTokenIssuer<User>(options: TokenIssuerOptions<User>): TokenIssuer<User> {
  const settings = issuerSettings({ ...options, now: options.now ?? steadyClock() })
  const { coveo, now, maxRejections, rejectionWindowMs } = settings
  const scope = nameOf(coveo.scope)
  const keyOf = createGrantMemo({ scope, maxEntries: settings.maxEntries, find: (key) => key })
  const emit = guardListener(options.onEvent)
  const subjectOf = createSubject({ organizationId: coveo.organizationId, scope })
  const entries = createEntries({ maxEntries: settings.maxEntries, subjectOf, emit })
  const closing = new AbortController()
  const renewal = createRenewal({ settings, entries, closing: closing.signal, emit })
  const { wait, valid } = createWait({ settings, entries, renewal, emit })

  function entryOf(grant: unknown): Entry {
    let key: string | undefined
    try {
      if (isGrant(grant)) key = keyOf(grant)
    } catch {
      // A grant that cannot be read is none.
    }
    if (key === undefined) throw notAGrant()
    return entries.find(key)
  }

  async function entryFor(user: User): Promise<Entry> {
    closing.signal.throwIfAborted()
    const grant = await Promise.resolve()
      .then(() => settings.grant(user))
      .catch((thrown) => {
        throw grantFailure(thrown)
      })
    return entryOf(grant)
  }

  function serve(grant: Grant, asked: IssueOptions): IssueResult | Promise<IssueResult> {
    const id = entryOf(grant)
    const { token } = id
    closing.signal.throwIfAborted()
    const { minRemainingMs = 0 } = asked
    if (!(minRemainingMs >= 0)) throw new TypeError('minRemainingMs must be milliseconds, 0 or more.')
    if (token) {
      const { hit, shortMs, mostMs } = token
      const at = now()
      const remainingMs = hit.expiresAt - at
      if (remainingMs > shortMs && remainingMs >= Math.min(minRemainingMs, mostMs)) {
        entries.touch(id.key)
        if (at >= hit.refreshAt) renewAhead(id, grant, asked.waitUntil)
        emit?.({ type: 'hit', key: id.keyHash, fingerprint: hit.fingerprint, remainingMs })
        return hit
      }
    }
    const { signal } = asked
    if (signal?.aborted) throw abortedError(signal)
    return wait({ id, grant }, asked)
  }

  async function serveLater(promised: PromiseLike<Grant>, asked: IssueOptions): Promise<IssueResult> {
    const grant = await abortable(Promise.resolve(promised), asked.signal).catch((thrown) => {
      throw asked.signal?.aborted ? abortedError(asked.signal) : grantFailure(thrown)
    })
    return serve(grant, asked)
  }

  function renewAhead(id: Entry, grant: Grant, waitUntil: IssueOptions['waitUntil']): void {
    if (renewal.underway(id.key) || renewal.coolingDown(id.key)) return
    const start = async () =>
      renewal.renew({ slot: id, grant: checkedGrant(grant, settings.lifetimeMs), background: true, leastMs: 0 })
    keepAlive(start(), waitUntil)
  }

  return {
    organizationId: coveo.organizationId,
    // Not an async function: an asynchronous grant, and nothing else, costs a turn.
    issue(user, asked = {}) {
      let grant: Grant | PromiseLike<Grant>
      try {
        grant = settings.grant(user)
        if (isThenable(grant)) return serveLater(grant, asked)
      } catch (thrown) {
        return Promise.reject(grantFailure(thrown))
      }
      try {
        return Promise.resolve(serve(grant, asked))
      } catch (error) {
        return Promise.reject(error)
      }
    },
    peek(user) {
      let grant: unknown
      try {
        grant = settings.grant(user)
        if (isThenable(grant)) grant.then(ignore, ignore)
      } catch (thrown) {
        throw grantFailure(thrown)
      }
      try {
        return valid(entryOf(grant).key)
      } catch {
        return undefined
      }
    },
    async reportRejected(user, fingerprint) {
      const id = await entryFor(user)
      const { key, keyHash } = id
      const isHeld = () => entries.find(key).token?.hit.fingerprint === fingerprint
      const isKnown = isHeld() || (await renewal.isShared(id, fingerprint))
      const retryAfterMs = isKnown ? noteRejection(key, fingerprint) : -1
      const outcome = retryAfterMs < 0 ? 'ignored' : retryAfterMs > 0 ? 'limited' : 'dropped'
      if (outcome === 'dropped') {
        if (isHeld()) drop(key)
        await renewal.unshare(id, fingerprint)
      }
      emit?.({ type: 'rejected', key: keyHash, fingerprint: safeName(fingerprint), outcome })
      return outcome === 'limited' ? { outcome, retryAfterMs } : { outcome }
    },
    async invalidate(user) {
      const id = await entryFor(user)
      drop(id.key)
      try {
        await renewal.forget(id)
      } finally {
        // The old token may have been taken from the store meanwhile.
        drop(id.key)
        renewal.outdate(id.key)
      }
    },
    async close() {
      closing.abort(closedError())
      entries.clear()
      await renewal.close()
    },
  }

  function drop(key: string): void {
    if (entries.find(key).token)
      entries.update(key, (entry) => {
        entry.token = undefined
      })
  }

  /** Remembers a rejection and answers 0; over the limit, how many milliseconds to wait. */
  function noteRejection(key: string, fingerprint: string): number {
    const at = now()
    const { rejections } = entries.find(key)
    const oldest = rejections.length < maxRejections ? undefined : rejections[0]
    const waitMs = oldest === undefined ? 0 : oldest.at + rejectionWindowMs - at
    if (waitMs > 0) return Math.min(waitMs, rejectionWindowMs)
    entries.update(key, (entry) => {
      entry.rejections = [...entry.rejections, { fingerprint, at }].slice(-maxRejections)
    })
    return 0
  }
}

/** A report may hold the token itself: anything that is no fingerprint is replaced by one. */
function safeName(reported: string): string {
  return /^[\w-]{16}$/.test(reported) ? reported : nameOf(reported)
}

/**
 * Milliseconds since the epoch that never run backwards: monotonic time, moved ahead where the wall clock shows that the machine
 * slept or was set forward. Tokens then expire early, never late.
 */
function steadyClock(wall = () => Date.now(), monotonic = () => performance.now()): () => number {
  let drift = wall() - monotonic()
  let offset = drift
  return () => {
    const at = monotonic()
    const gainedMs = wall() - at - drift
    if (Math.abs(gainedMs) > 1_000) {
      drift += gainedMs
      if (gainedMs > 0) offset += gainedMs
    }
    return Math.floor(at + offset)
  }
}

function isThenable(value: unknown): value is PromiseLike<Grant> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

function ignore(): void {}
