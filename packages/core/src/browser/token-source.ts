import { backoffMs } from '../shared/backoff.ts'
import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import { isTokenError, TokenError } from '../shared/token-error.ts'
import { requestToken } from './endpoint-client.ts'
import { endpointProblem } from './endpoint-problem.ts'
import { createRenewalBreaker } from './renewal-breaker.ts'
import type { TabConnection, TabLink } from './tab-link.ts'
import { createTokenClock, type Instant } from './token-clock.ts'
import { loadingSnapshot, type TokenSnapshot } from './token-snapshot.ts'
import { tokenSubject } from './token-subject.ts'
import { isPageHidden, type WakeReason, watchWakeSignals } from './wake-signals.ts'

/** Longest sleep of the timer: a machine that slept is noticed at most this much after it woke. */
const napMs = 5_000

export interface TokenSourceOptions {
  /** Address of your token endpoint. */
  endpoint: string
  /** A token that the server rendered into the page, so that the first paint needs no request. */
  initialToken?: TokenAnswer | undefined
  /** Shares tokens and sign-outs with other tabs: `tabChannel({ session })`. Default: this tab alone. */
  tabs?: TabLink | undefined
  /** Cookies of the request. Default `same-origin`; `include` for an endpoint on another origin. */
  credentials?: RequestCredentials | undefined
  /** Default the page's `fetch`, looked up at every call. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Wall clock in milliseconds. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Clock that nobody sets, in milliseconds since the page began to load. Default `performance.now`. */
  monotonic?: (() => number) | undefined
  /** Source of randomness in [0, 1), for the pauses between failed renewals. Default `Math.random`. */
  random?: (() => number) | undefined
}

export interface GetTokenOptions {
  /** How much life the token must have left, in milliseconds, as far as tokens live that long. Default 10 000. */
  minRemainingMs?: number | undefined
  /** Gives up waiting; the renewal itself goes on for everybody else. */
  signal?: AbortSignal | undefined
}

export interface TokenSource {
  /** What is known now. The same object until something changes. */
  getSnapshot(): TokenSnapshot
  /** Calls `listener` after every change, and keeps the token fresh as long as anyone listens. Returns how to stop. */
  subscribe(listener: () => void): () => void
  /** The token: from memory while it is good, else from another tab or the endpoint. Rejects with a `TokenError`. */
  getToken(options?: GetTokenOptions): Promise<string>
  /** Asks the endpoint now, and resolves with what it answers. */
  renew(): Promise<string>
  /** Reports that Coveo refused `token`, and resolves with a newer one. A token that is no longer held costs no request. */
  reject(token: string): Promise<string>
  /** Forgets the token here and in the other tabs, and drops answers still on their way. The next `getToken()` asks anew. */
  signOut(): void
  /** Stops everything for good. */
  dispose(): void
}

interface HeldToken {
  answer: TokenAnswer
  since: Instant
  lifeMs: number
  refreshMs: number
}

interface Flight {
  promise: Promise<string>
  controller: AbortController
  background: boolean
  rejected: string | undefined
}

const noToken = {
  token: undefined,
  kind: undefined,
  organizationId: undefined,
  fingerprint: undefined,
  expiresAt: undefined,
  refreshAt: undefined,
  origin: undefined,
}

/**
 * Holds the page's current token in memory and keeps it fresh. Nothing is asked before someone subscribes or calls `getToken()`.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, initialToken, credentials = 'same-origin', random, monotonic = () => performance.now() } = options
  const fetch = options.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init))
  const clock = createTokenClock(options.now ?? (() => Date.now()), monotonic)
  const breaker = createRenewalBreaker(clock)
  const listeners = new Set<() => void>()
  let snapshot = loadingSnapshot
  let held: HeldToken | undefined
  let flight: Flight | undefined
  let rejected: string | undefined
  let failures = 0
  let pause: { since: Instant; ms: number; strict: boolean } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWatching: (() => void) | undefined
  let tabs: TabConnection | undefined
  let disposed = false

  function publish(changes: Partial<TokenSnapshot>) {
    snapshot = { ...snapshot, ...changes }
    for (const listener of [...listeners]) listener()
  }

  function adopt(answer: TokenAnswer, origin: TokenSnapshot['origin'], since: Instant) {
    const lifeMs = answer.expiresIn * 1000
    const left = clock.left(since, lifeMs)
    if (left <= 0) throw endpointProblem('endpoint-expired-token')
    const refreshMs = Math.min(Math.max(answer.refreshIn * 1000, Math.min(30_000, lifeMs / 2)), lifeMs * 0.9)
    const old = held?.answer
    const switched =
      old && (old.organizationId !== answer.organizationId || tokenSubject(old.token) !== tokenSubject(answer.token))
    const replaced = snapshot.origin && old?.token !== answer.token
    held = { answer, since, lifeMs, refreshMs }
    if (rejected !== answer.fingerprint) rejected = undefined
    failures = 0
    pause = undefined
    const expiresAt = clock.read().wall + left
    publish({
      status: 'ready',
      token: answer.token,
      kind: answer.kind,
      organizationId: answer.organizationId,
      fingerprint: answer.fingerprint,
      expiresAt,
      refreshAt: expiresAt - lifeMs + refreshMs,
      error: undefined,
      origin,
      renewals: switched ? 0 : snapshot.renewals + (replaced ? 1 : 0),
      epoch: snapshot.epoch + (switched ? 1 : 0),
    })
  }

  function fail(error: TokenError) {
    const ms = error.retryAfterMs ?? (error.status === 401 ? 1_000 : error.retryable ? backoff() : 60_000)
    pause = { since: clock.read(), ms, strict: error.retryAfterMs !== undefined }
    if (error.status === 401) forget(error)
    else publish(isUsable() ? { error } : { error, status: 'error', ...noToken })
  }

  function backoff() {
    return Math.max(250, backoffMs(++failures, { baseMs: 1_000, capMs: 60_000, ...(random && { random }) }))
  }

  function forget(error?: TokenError) {
    const known = snapshot.origin
    held = rejected = undefined
    publish({ ...noToken, status: 'signed-out', error, renewals: 0, epoch: snapshot.epoch + (known || !error ? 1 : 0) })
  }

  const isUsable = () => held !== undefined && clock.left(held.since, held.lifeMs) > 0
  const pauseMs = () => (pause ? clock.left(pause.since, pause.ms) : 0)

  function dueMs(): number {
    if (rejected || !held) return snapshot.status === 'signed-out' ? Number.POSITIVE_INFINITY : 0
    return clock.left(held.since, held.refreshMs)
  }

  function check(woken = false) {
    if (held && !isUsable()) {
      held = undefined
      publish({ ...noToken, status: snapshot.error ? 'error' : 'loading', origin: snapshot.origin })
    }
    const final = snapshot.error && !snapshot.error.retryable
    if (dueMs() <= 0 && pauseMs() <= 0 && (woken || !final)) renewal(true).catch(ignore)
    schedule()
  }

  function schedule() {
    clearTimeout(timer)
    if (!listeners.size || flight || isPageHidden()) return
    const final = snapshot.error && !snapshot.error.retryable
    const renewMs = final ? Number.POSITIVE_INFINITY : Math.max(dueMs(), pauseMs(), breaker.waitMs())
    const wait = Math.min(renewMs, held ? clock.left(held.since, held.lifeMs) : renewMs)
    if (wait < Number.POSITIVE_INFINITY) timer = setTimeout(check, Math.max(0, Math.min(wait, napMs)))
  }

  function renewal(background: boolean, skipTabs = false): Promise<string> {
    if (disposed) return Promise.reject(gone('disposed'))
    if (flight) return flight.promise
    const stormMs = breaker.waitMs()
    if (stormMs > 0) {
      const error = endpointProblem('renewal-storm', { status: 429, retryable: true, retryAfterMs: stormMs })
      if (snapshot.error?.code !== error.code) publish(isUsable() ? { error } : { error, status: 'error' })
      return Promise.reject(error)
    }
    connect()
    const mine: Flight = { promise: Promise.resolve(''), controller: new AbortController(), background, rejected }
    flight = mine
    mine.promise = run(mine, skipTabs)
    mine.promise.catch(ignore)
    return mine.promise
  }

  async function run(mine: Flight, skipTabs: boolean): Promise<string> {
    const before = held
    async function ask() {
      if (!mine.background || !failures) breaker.record()
      const since = clock.read()
      const answer = await requestToken({
        endpoint,
        fetch,
        credentials,
        rejected: mine.rejected,
        controller: mine.controller,
      })
      if (flight !== mine) return
      adopt(answer, 'network', since)
      tabs?.announce(mine.rejected)
      if (mine.rejected === answer.fingerprint) {
        throw endpointProblem('endpoint-bad-answer', { detail: 'it answered the rejected token again' })
      }
    }
    try {
      if (tabs && !skipTabs) await tabs.renew({ ask: !mine.rejected, done: () => held !== before, work: ask })
      else await ask()
    } catch (error) {
      if (flight === mine) {
        const problem = isTokenError(error)
          ? error
          : endpointProblem('endpoint-failed', { retryable: true, cause: error })
        fail(problem)
        throw problem
      }
    } finally {
      if (flight === mine) {
        flight = undefined
        schedule()
      } else mine.controller.abort()
    }
    if (!held || mine.controller.signal.aborted) throw gone(disposed ? 'disposed' : 'signed-out')
    return held.answer.token
  }

  function connect() {
    tabs ??= options.tabs?.connect({
      endpoint,
      share: () =>
        (held && isUsable() && !rejected && { answer: held.answer, leftMs: clock.left(held.since, held.lifeMs) }) ||
        undefined,
      take,
      signOut: () => leave(),
    })
  }

  function take(answer: TokenAnswer, trusted: boolean, replaces: string | undefined) {
    if (snapshot.status === 'signed-out' && !flight) return
    if (answer.fingerprint === rejected || answer.token === held?.answer.token) return
    const subject = held && tokenSubject(held.answer.token)
    if (!trusted && (!subject || subject !== tokenSubject(answer.token))) return
    const newer = !held || clock.left(held.since, held.lifeMs) < answer.expiresIn * 1000
    if (newer || replaces === held?.answer.fingerprint) {
      adopt(answer, 'tab', clock.read())
      schedule()
    }
  }

  function leave() {
    flight?.controller.abort()
    flight = pause = undefined
    clearTimeout(timer)
    forget()
  }

  function onWake(reason: WakeReason) {
    if (reason === 'hidden') return clearTimeout(timer)
    if (reason === 'online' && !pause?.strict) pause = undefined
    if (reason === 'restored' && pauseMs() <= 0) renewal(true, true).catch(ignore)
    check(true)
  }

  function gone(code: 'signed-out' | 'disposed') {
    return code === 'disposed'
      ? new TokenError(code, 'This token source was disposed of.', { remedy: 'Create a new one.' })
      : new TokenError(code, 'Signed out while the token was on its way.', {
          remedy: 'Ask again after sign-in.',
          status: 401,
        })
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}) {
    signal?.throwIfAborted()
    if (held && !rejected && !disposed) {
      const { answer, since, lifeMs } = held
      if (clock.left(since, lifeMs) > Math.min(minRemainingMs, Math.max(lifeMs / 2, lifeMs - 60_000))) {
        if (dueMs() <= 0) check()
        return answer.token
      }
    }
    try {
      if (!flight && snapshot.error && pauseMs() > 0) throw snapshot.error
      return await orAbort(renewal(false), signal)
    } catch (error) {
      if (held && isUsable() && !disposed && !signal?.aborted) return held.answer.token
      throw error
    }
  }

  function renew() {
    if (!flight && snapshot.error && pause?.strict && pauseMs() > 0) return Promise.reject(snapshot.error)
    return renewal(false)
  }

  async function reject(token: string) {
    if (held?.answer.token !== token) return getToken()
    rejected = held.answer.fingerprint
    if (flight && !flight.rejected) await flight.promise.catch(ignore)
    if (held?.answer.token !== token && held) return held.answer.token
    return renew()
  }

  if (initialToken) {
    const age = monotonic()
    const at = clock.read()
    const since = age < 60_000 ? { wall: at.wall - age, mono: 0 } : at
    if (clock.left(since, initialToken.expiresIn * 1000) > 0) adopt(initialToken, 'initial', since)
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1 && !disposed) {
        connect()
        stopWatching = watchWakeSignals(onWake)
        check()
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size) return
        clearTimeout(timer)
        stopWatching?.()
      }
    },
    getToken,
    renew,
    reject,
    signOut() {
      connect()
      tabs?.signOut()
      leave()
    },
    dispose() {
      disposed = true
      flight?.controller.abort()
      flight = undefined
      clearTimeout(timer)
      stopWatching?.()
      tabs?.close()
      listeners.clear()
    },
  }
}

function ignore() {}

function orAbort<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
