import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { orAbort } from './abortable.ts'
import { explain, requestToken } from './endpoint-client.ts'
import { createRenewalBreaker } from './renewal-breaker.ts'
import type { TabConnection } from './tab-link.ts'
import { tokenSubject } from './token-claims.ts'
import { createTokenClock } from './token-clock.ts'
import { loadingSnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'
import { isPageHidden, watchWakeSignals } from './wake-signals.ts'

/** Longest sleep of the timer: a machine that slept is noticed at most this much after it woke. */
const napMs = 5_000

interface Flight {
  promise?: Promise<string>
  controller: AbortController
  rejected: string | undefined
}

/** Holds the page's current token in memory and keeps it fresh. Nothing is asked before someone subscribes or calls `getToken()`. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, initialToken, credentials, random = Math.random } = options
  const { now = () => Date.now(), monotonic = () => performance.now() } = options
  const { fetch = (url: string, init: RequestInit) => globalThis.fetch(url, init) } = options
  const clock = createTokenClock(now, monotonic)
  const breaker = createRenewalBreaker()
  const listeners = new Set<() => void>()
  let snapshot = loadingSnapshot
  let lifeMs = 0
  let expires = Number.POSITIVE_INFINITY
  let due = 0
  let paused = 0
  let failures = 0
  let latest: string | undefined
  let rejected: string | undefined
  let flight: Flight | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let unwatch: (() => void) | undefined
  let tabs: TabConnection | undefined
  let disposed = false

  function publish(changes: Partial<TokenSnapshot>) {
    snapshot = { ...snapshot, ...changes }
    for (const listener of [...listeners]) listener()
  }

  function drop(status: TokenSnapshot['status'], error?: TokenError) {
    const { renewals, epoch } = snapshot
    due = 0
    expires = Number.POSITIVE_INFINITY
    snapshot = { ...loadingSnapshot, renewals, epoch }
    publish({ status, error })
  }

  function adopt(answer: TokenAnswer, origin: TokenSnapshot['origin'], since: number) {
    const { expiresIn, refreshIn, ...rest } = answer
    const { token, renewals, epoch } = snapshot
    const offset = now() - clock()
    const switched = token && tokenSubject(token) !== tokenSubject(rest.token)
    lifeMs = expiresIn * 1000
    expires = since + lifeMs
    due = since + Math.min(Math.max(refreshIn * 1000, Math.min(30_000, lifeMs / 2)), lifeMs * 0.9)
    failures = paused = 0
    if (rejected !== rest.fingerprint) rejected = undefined
    publish({
      ...rest,
      status: 'ready',
      expiresAt: expires + offset,
      refreshAt: due + offset,
      error: undefined,
      origin,
      renewals: switched || !latest ? 0 : latest === rest.token ? renewals : renewals + 1,
      epoch: switched ? epoch + 1 : epoch,
    })
    latest = rest.token
  }

  function fail(error: TokenError) {
    const { status, retryable, retryAfterMs = 0 } = error
    const backoffMs = Math.max(250, random() * Math.min(60_000, 500 * 2 ** ++failures))
    paused = clock() + (status === 401 ? 1_000 : retryable ? backoffMs : 60_000)
    if (error !== snapshot.error) breaker.hold(clock() + Math.min(retryAfterMs, 3_600_000))
    if (status === 401) forget(error)
    else if (isUsable()) publish({ error })
    else drop('error', error)
  }

  function forget(error?: TokenError) {
    const { status, epoch } = snapshot
    latest = rejected = undefined
    snapshot = { ...snapshot, renewals: 0, epoch: status === 'signed-out' ? epoch : epoch + 1 }
    drop('signed-out', error)
  }

  function isUsable() {
    return snapshot.token && clock() < expires
  }

  function check(woken?: boolean) {
    clearTimeout(timer)
    const { status, token, error } = snapshot
    if (token && !isUsable()) drop(error ? 'error' : 'loading', error)
    if (disposed || status === 'signed-out') return
    const wanted = woken || !error || error.retryable
    const start = Math.max(rejected ? 0 : due, paused, breaker.closesAt())
    if (!flight && wanted && clock() >= start) renewal(true)
    if (!listeners.size || isPageHidden()) return
    const next = flight || !wanted ? expires : Math.min(start, expires)
    timer = setTimeout(check, Math.max(0, Math.min(napMs, next - clock())))
  }

  function renewal(background?: boolean, direct?: boolean): Promise<string> {
    if (flight?.promise) return flight.promise
    const mine: Flight = { controller: new AbortController(), rejected }
    flight = mine
    mine.promise = run(mine, background, direct)
    mine.promise.catch(ignore)
    return mine.promise
  }

  async function run(mine: Flight, background?: boolean, direct?: boolean): Promise<string> {
    const { token, error } = snapshot
    const { signal } = mine.controller
    async function work() {
      const since = clock()
      if (!background || !failures) breaker.record(since)
      const answer = await requestToken({ endpoint, fetch, credentials, ...mine })
      if (flight !== mine) return
      if (answer.fingerprint === mine.rejected) throw await explain({ status: 200, code: 'endpoint-bad-answer' })
      adopt(answer, 'network', since)
      tabs?.announce(mine.rejected)
    }
    try {
      if (disposed) throw await explain({ status: 400, code: 'disposed' })
      if (clock() < breaker.closesAt())
        throw error?.retryAfterMs ? error : await explain({ status: 429, code: 'renewal-storm' })
      connect()
      await (tabs ? tabs.renew({ ask: !direct && !mine.rejected, done: () => snapshot.token !== token, work }) : work())
      if (flight !== mine) throw await explain({ status: 401, code: signal.reason })
      return snapshot.token as string
    } catch (error) {
      // Unless another tab has helped out meanwhile.
      if (flight === mine && !(isUsable() && snapshot.token !== token)) fail(error as TokenError)
      throw error
    } finally {
      if (flight === mine) {
        flight = undefined
        check()
      }
    }
  }

  function connect() {
    tabs ??= options.tabs?.connect({
      endpoint,
      state: () => ({ snapshot, leftMs: expires - clock(), dueMs: due - clock(), rejected, asking: !!flight }),
      adopt(answer) {
        adopt(answer, 'tab', clock())
        check()
      },
      leave,
    })
  }

  function disconnect() {
    tabs = void tabs?.close()
  }

  function land(reason: string) {
    flight?.controller.abort(reason)
    flight = undefined
    clearTimeout(timer)
  }

  function leave() {
    land('signed-out')
    paused = 0
    forget()
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token, error, epoch } = snapshot
    if (token && !rejected && expires - clock() > Math.min(minRemainingMs, Math.max(lifeMs / 2, lifeMs - 60_000))) {
      check()
      return token
    }
    try {
      if (error && !flight && clock() < paused) throw error
      return await orAbort(renewal(), signal)
    } catch (error) {
      if (isUsable() && epoch === snapshot.epoch && !signal?.aborted) return snapshot.token as string
      throw error
    }
  }

  if (initialToken) {
    const age = monotonic()
    const since = clock() - (age < 60_000 ? age : 0)
    if (since + initialToken.expiresIn * 1000 > clock()) adopt(initialToken, 'initial', since)
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        connect()
        unwatch = watchWakeSignals(onWake)
        check()
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size) return
        clearTimeout(timer)
        unwatch?.()
        // A tick later, because StrictMode and remounts subscribe again at once.
        queueMicrotask(() => listeners.size || disconnect())
      }
    },
    getToken,
    renew: () => renewal(false, true),
    async reject(token) {
      if (snapshot.token !== token) return getToken()
      rejected = snapshot.fingerprint
      if (flight && !flight.rejected) await flight.promise
      return snapshot.token === token ? renewal() : getToken()
    },
    signOut() {
      connect()
      tabs?.signOut()
      leave()
    },
    dispose() {
      disposed = true
      land('disposed')
      unwatch?.()
      disconnect()
      listeners.clear()
    },
  }

  function onWake({ type, persisted }: Event & { persisted?: boolean }) {
    if (type === 'online') paused = 0
    if (persisted) due = 0
    check(true)
  }
}

function ignore() {}
