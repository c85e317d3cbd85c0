import { warnAboutCache } from '#error-words'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { isTokenError, type TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './endpoint-error.ts'
import { createRenewalLimit } from './renewal-limit.ts'
import { isCachedPage, isRepeatedResponse } from './response-cache.ts'
import { createRetrySchedule } from './retry-schedule.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import { type SourceTiming, sourceTiming } from './source-timing.ts'
import { connect } from './tab-link.ts'
import { createTokenClock } from './token-clock.ts'
import { mintedSeconds, noLifetime, tokenLifetime } from './token-lifetime.ts'
import { defaultEndpoint, requestToken } from './token-request.ts'
import { loadingSnapshot, type ReadySnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'
import { untilAborted } from './until-aborted.ts'
import { onWake, type WakeReason } from './wake-events.ts'

/** A renewal ends after this time, whatever it waits for. */
const renewalTimeoutMs = 10_000
const checkMs = 1_000

interface Renewal {
  readonly token: Promise<string>
  /** Aborted with the error that ends the renewal. */
  readonly controller: AbortController
}

/** Holds the page's current token in memory and renews it. Sends no request before its first use. */
export function createTokenSource(options: TokenSourceOptions = {}): TokenSource {
  const { initialToken, endpoint = defaultEndpoint } = options
  const timing = sourceTiming(options as Partial<SourceTiming>)
  const clock = createTokenClock(timing)
  const limit = createRenewalLimit()
  const retries = createRetrySchedule(timing.random)
  const serverSnapshot = initialSnapshot(initialToken)
  const store = createSnapshotStore(serverSnapshot)
  const { listeners } = store
  const tabs = options.tabs?.[connect]({
    endpoint,
    getSnapshot,
    remainingMs,
    isRejected: () => isRejected,
    heldResponse: () =>
      getSnapshot().token && held ? { response: held.response, ageMs: clock() - held.requestedAt } : undefined,
    signedOutMs: () => clock() - signedOutAt,
    adopt: ({ response, ageMs }) => adopt(response, 'tab', clock() - ageMs),
    signOut: signOutHere,
  })
  let held: { readonly response: TokenResponse; readonly requestedAt: number } | undefined
  let lifetime = noLifetime
  let signedOutAt = Number.NEGATIVE_INFINITY
  /** Coveo rejected the token that is held. */
  let isRejected = false
  let isDisposed = false
  let isStarted = false
  let renewal: Renewal | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaking: (() => void) | undefined

  function getSnapshot(): TokenSnapshot {
    if (!isStarted) start()
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (store.get().token && !isHeld()) store.replace(withoutToken(store.get().error))
    return store.get()
  }

  /** Takes the initial token. Not before the first use: a server must not read a clock while it renders. */
  function start() {
    isStarted = true
    if (initialToken === null) retries.failed(createEndpointError('not-authenticated'), clock())
    if (!initialToken) return
    if (isCachedPage() || initialToken.expiresIn > mintedSeconds(initialToken)) {
      warnAboutCache()
      store.replace(loadingSnapshot)
    } else {
      // Its age is unknown: as old as the page, or a minute if the page is older.
      adopt(initialToken, 'initial', Math.max(0, clock() - 60_000))
    }
  }

  function isHeld() {
    return clock() < lifetime.expiresAt
  }

  function remainingMs() {
    return isRejected ? 0 : lifetime.expiresAt - clock()
  }

  function adopt(response: TokenResponse, origin: ReadySnapshot['origin'], requestedAt: number) {
    const { token, kind, organizationId, fingerprint, subject, guest = false } = response
    held = { response, requestedAt }
    lifetime = tokenLifetime(response, requestedAt)
    isRejected = false
    retries.succeeded()
    if (!isHeld()) return store.publish(loadingSnapshot)
    const toWallClock = timing.now() - clock()
    store.publish({
      status: 'ready',
      token,
      kind,
      organizationId,
      fingerprint,
      subject,
      guest,
      expiresAt: lifetime.expiresAt + toWallClock,
      refreshAt: lifetime.renewAt + toWallClock,
      origin,
      error: undefined,
    })
  }

  /** Drops the token and every response still to come. */
  function dropToken(reason: TokenError, error?: TokenError) {
    renewal?.controller.abort(reason)
    renewal = undefined
    lifetime = noLifetime
    isRejected = false
    signedOutAt = clock()
    store.publish({ status: 'signed-out', error })
  }

  function signOutHere() {
    retries.succeeded()
    dropToken(createEndpointError('signed-out'))
  }

  /** Publishes why a renewal failed, and schedules the next. Returns the error to throw. */
  function fail(error: TokenError): TokenError {
    const snapshot = getSnapshot()
    retries.failed(error, clock())
    if (error.status === 401) dropToken(error, error)
    else store.publish(snapshot.status === 'ready' ? { ...snapshot, error } : withoutToken(error))
    return error
  }

  /** Renews a token that is due. Runs every second while the page is visible, and on wake events. */
  function check(reason: 'tick' | WakeReason) {
    clearTimeout(timer)
    const isVisible = !globalThis.document?.hidden
    if (isDue(reason, isVisible)) renew(reason === 'online').catch(() => {})
    if (isVisible && listeners.size > 0) timer = setTimeout(check, checkMs, 'tick')
  }

  function isDue(reason: 'tick' | WakeReason, isVisible: boolean): boolean {
    const { status } = getSnapshot()
    const now = clock()
    // A page from the back-forward cache: another user may have signed in meanwhile.
    const renewAt = reason === 'restored' || isRejected ? 0 : lifetime.renewAt
    if (isDisposed || now < Math.max(renewAt, limit.closedUntil)) return false
    // After a sign-out only user activity sends a request.
    if (reason !== 'tick' && isVisible) return true
    return status !== 'signed-out' && now >= retries.dueAt
  }

  async function renew(isExplicit: boolean): Promise<string> {
    if (renewal) return renewal.token
    if (isDisposed) throw createEndpointError('disposed')
    const { error } = getSnapshot()
    const now = clock()
    if (now < (isExplicit ? retries.requiredAt : retries.earliestAt)) {
      throw error ?? createEndpointError('not-authenticated')
    }
    if (now < limit.closedUntil) {
      throw fail(createEndpointError('renewal-storm', { retryAfterMs: limit.closedUntil - now }))
    }
    // Retries after a failure have pauses of their own, and do not count.
    if (isExplicit || !error) limit.count(now)
    const controller = new AbortController()
    renewal = { controller, token: run(controller, isExplicit) }
    return renewal.token
  }

  async function run(controller: AbortController, isExplicit: boolean): Promise<string> {
    const { signal } = controller
    const { fingerprint: before } = getSnapshot()
    const request = () => requestInto(signal, before)
    const timeout = setTimeout(() => controller.abort(createEndpointError('endpoint-timeout')), renewalTimeoutMs)
    try {
      await untilAborted(tabs ? tabs.renew(request, isExplicit) : request(), signal)
    } catch (cause) {
      const error = isTokenError(cause) ? cause : createEndpointError('endpoint-failed', { cause })
      if (renewal?.controller !== controller) throw error
      // A failure does not matter where another tab sent a token meanwhile.
      const { fingerprint } = getSnapshot()
      if (!fingerprint || fingerprint === before) throw fail(error)
    } finally {
      clearTimeout(timeout)
      if (renewal?.controller === controller) renewal = undefined
    }
    return getSnapshot().token ?? renew(false)
  }

  async function requestInto(signal: AbortSignal, before: string | undefined) {
    let requestedAt = clock()
    let response = await requestToken(options, { signal, rejected: isRejected ? before : undefined })
    if (isRepeatedResponse(response, requestedAt, { fingerprint: before, expiresAt: lifetime.expiresAt })) {
      warnAboutCache()
      requestedAt = clock()
      // No cache responds to POST.
      response = await requestToken(options, { signal, rejected: before })
    }
    adopt(response, 'endpoint', requestedAt)
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token } = getSnapshot()
    if (token && remainingMs() > Math.min(minRemainingMs, lifetime.maxDemandMs)) {
      check('tick')
      return token
    }
    signal?.throwIfAborted()
    try {
      const next = renew(false)
      return await (signal ? untilAborted(next, signal) : next)
    } catch (error) {
      if (token && token === getSnapshot().token && !signal?.aborted) return token
      throw error
    }
  }

  function revive() {
    isDisposed = false
    store.replace(loadingSnapshot)
  }

  function stop() {
    clearTimeout(timer)
    stopWaking?.()
  }

  return {
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    subscribe(listener) {
      // A component that disposes of its source in a cleanup mounts twice in React's StrictMode.
      if (isDisposed) revive()
      if (listeners.size === 0) {
        tabs?.open()
        stopWaking = onWake(check)
      }
      listeners.add(listener)
      check('shown')
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    getToken,
    renew: () => renew(true),
    async reportRejected(token) {
      while (getSnapshot().token === token) {
        isRejected = true
        await renew(true)
      }
      return getToken()
    },
    signOut() {
      tabs?.signOut()
      signOutHere()
    },
    dispose() {
      const error = createEndpointError('disposed')
      isDisposed = true
      dropToken(error, error)
      tabs?.close()
      listeners.clear()
      stop()
    },
  }
}

function initialSnapshot(initialToken: TokenSourceOptions['initialToken']): TokenSnapshot {
  if (initialToken === null) return { status: 'signed-out' }
  if (!initialToken) return loadingSnapshot
  const { token, kind, organizationId, fingerprint, subject, guest = false } = initialToken
  const times = { expiresAt: undefined, refreshAt: undefined }
  return { status: 'ready', token, kind, organizationId, fingerprint, subject, guest, ...times, origin: 'initial' }
}

function withoutToken(error: TokenError | undefined): TokenSnapshot {
  return error ? { status: 'error', error } : loadingSnapshot
}
