import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { explainFailure, requestToken } from './endpoint-client.ts'
import type { EndpointFailure, Flight } from './flight.ts'
import { createRenewalLimit } from './renewal-limit.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { createTokenClock } from './token-clock.ts'
import { noLifetime, tokenLifetime } from './token-lifetime.ts'
import type { TokenSnapshot } from './token-snapshot.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'
import { onWake } from './wake-events.ts'

/** Keeps the page's current token in memory and renews it. Sends no request until someone subscribes or calls `getToken()`. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { initialToken, now = Date.now } = options
  const clock = createTokenClock(options)
  const limit = createRenewalLimit()
  const serverSnapshot: TokenSnapshot = initialToken
    ? { ...initialToken, status: 'ready', origin: 'initial' }
    : { status: 'loading' }
  const { getSnapshot, publish, listeners } = createSnapshotStore(serverSnapshot)
  const tabs = options.tabs?.connect({
    ...options,
    getSnapshot,
    remainingMs,
    isRejected: () => isRejected,
    adopt,
    leave,
  })
  let lifetime = noLifetime
  /** Coveo refused the token that is held. */
  let isRejected = false
  let flight: Flight | undefined
  let pending: Promise<string>
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaking: (() => void) | undefined

  function remainingMs() {
    return isRejected ? 0 : lifetime.expiresAt - clock()
  }

  function isHeld() {
    return clock() < lifetime.expiresAt
  }

  function adopt(answer: TokenResponse & Pick<TokenSnapshot, 'origin'>, requestedAt = clock()) {
    const { expiresIn, refreshIn, ...token } = answer
    const toWallClock = now() - clock()
    lifetime = tokenLifetime(answer, requestedAt)
    isRejected = false
    const { expiresAt, renewAt } = lifetime
    if (!isHeld()) return publish({ status: 'loading' })
    publish({
      ...token,
      status: 'ready',
      expiresAt: expiresAt + toWallClock,
      refreshAt: renewAt + toWallClock,
      error: undefined,
    })
  }

  function leave(error?: TokenError) {
    flight?.abort.abort('signed-out')
    flight = undefined
    lifetime = noLifetime
    isRejected = false
    publish({ status: 'signed-out', error })
  }

  /** Drops a token that has expired, and renews one that is due. Runs every second while the page is visible, and on wake events. */
  function check(event?: Partial<PageTransitionEvent>) {
    clearTimeout(timer)
    const isVisible = !globalThis.document?.hidden
    if (getSnapshot().token && !isHeld()) publish(withoutToken(getSnapshot().error))
    const { error, status } = getSnapshot()
    // After a sign-out, or an error that no retry can cure, only a look at the page tries again.
    const mayRetry = error?.retryable ?? status !== 'signed-out'
    // Restored from the back-forward cache: another user may have signed in meanwhile.
    const renewAt = event?.persisted || isRejected ? 0 : lifetime.renewAt
    const isDue = clock() >= Math.max(renewAt, limit.closedUntil)
    if (isDue && (mayRetry || (isVisible && event))) renewal(event?.type === 'online').catch(() => {})
    if (isVisible && listeners.size) timer = setTimeout(check, 1_000)
  }

  async function renewal(isExplicit?: boolean): Promise<string> {
    if (flight) return pending
    const { fingerprint, error } = getSnapshot() as TokenSnapshot & { error?: EndpointFailure }
    const isPaused = error && clock() < error.retryAt
    if (isPaused && (!isExplicit || error.retryAfterMs)) throw error
    flight = { ...options, clock, error, rejected: isRejected && fingerprint, abort: new AbortController() }
    pending = run(flight, isExplicit)
    return pending
  }

  async function run(mine: Flight, isExplicit?: boolean): Promise<string> {
    const { signal } = mine.abort
    const startedAt = clock()
    const ask = async () => {
      const answer = await requestToken(mine)
      if (flight === mine) adopt(answer, startedAt)
    }
    try {
      if (startedAt < limit.closedUntil) mine.abort.abort('renewal-storm')
      else {
        // Retries after a failure have pauses of their own, and do not count.
        if (isExplicit || !getSnapshot().error) limit.count(startedAt)
        await (tabs ? tabs.renew(ask, isExplicit) : ask())
      }
      // A timeout is no failure where another tab brought a token meanwhile.
      if (signal.aborted && signal.reason !== 'timeout') throw signal.reason
    } catch (cause) {
      const error = await explainFailure({ ...mine, cause, closedUntil: limit.closedUntil })
      if (flight === mine) {
        if (error.status === 401) leave(error)
        else publish(isHeld() ? { ...getSnapshot(), error } : withoutToken(error))
      }
      throw error
    } finally {
      if (flight === mine) flight = undefined
      mine.abort.abort()
    }
    return getSnapshot().token ?? renewal()
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token } = getSnapshot()
    if (remainingMs() > Math.min(minRemainingMs, lifetime.maxDemandMs)) {
      check()
      return token as string
    }
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      renewal().then(resolve, (error) => {
        if (isHeld() && token === getSnapshot().token) resolve(token as string)
        else reject(error)
      })
      if (flight) signal?.addEventListener('abort', () => reject(signal.reason), { signal: flight.abort.signal })
    })
  }

  function stop() {
    clearTimeout(timer)
    stopWaking?.()
  }

  // Its age is unknown: as old as the page, or a minute if the page is older.
  if (initialToken) adopt({ ...initialToken, origin: 'initial' }, Math.max(0, clock() - 60_000))

  return {
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    subscribe(listener) {
      if (!listeners.size) {
        tabs?.open()
        stopWaking = onWake(check)
      }
      listeners.add(listener)
      check({})
      return () => {
        listeners.delete(listener)
        if (!listeners.size) stop()
      }
    },
    getToken,
    renew: () => renewal(true),
    async reportRejected(token) {
      while (getSnapshot().token === token) {
        isRejected = true
        await renewal(true)
      }
      return getToken()
    },
    signOut() {
      tabs?.signOut()
      leave()
    },
    dispose() {
      limit.closedUntil = Number.POSITIVE_INFINITY
      leave()
      tabs?.close()
      listeners.clear()
      stop()
    },
  }
}

function withoutToken(error: TokenError | undefined): TokenSnapshot {
  return { status: error ? 'error' : 'loading', error }
}
