import { warnAboutCache } from '#error-words'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { callListeners } from './call-listeners.ts'
import { createEndpointError } from './errors/endpoint-error.ts'
import { checkInitialToken, type InitialToken, initialSnapshot, isFromCache } from './initial-token.ts'
import type { RequestSchedule } from './request-schedule.ts'
import { type TakenResponse, type TimedResponse, type TokenLifetime, tokenLifetime } from './token-lifetime.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'

export interface TokenHolder {
  readonly listeners: Set<() => void>
  readonly getSnapshot: () => TokenSnapshot
  readonly getServerSnapshot: () => TokenSnapshot
  /** The token, if it lasts for more than `ms`, as far as tokens last that long. */
  readonly tokenFor: (ms: number) => string | undefined
  /** Lifetime left, in milliseconds: not more than 0 without a token, or with a rejected one. */
  readonly remainingMs: () => number
  /** When the token is to be renewed, by the clock of the source: 0 without a token, or with a rejected one. */
  readonly renewAt: () => number
  /** Fingerprint of the token, if Coveo rejected it. */
  readonly rejected: () => string | undefined
  /** Records that Coveo rejected the token. */
  readonly reject: () => void
  /** The last response, while its token is held. */
  readonly heldResponse: () => TakenResponse | undefined
  /** The first response that brought a token. */
  readonly firstResponse: () => TokenResponse | undefined
  /** The last response that brought a token, also when the token is gone. */
  readonly last: () => TakenResponse | undefined
  /** Milliseconds since the last sign-out. Infinite if there was none. */
  readonly signedOutMs: () => number
  /** Replaces the token by that of a response. */
  readonly adopt: (next: TimedResponse, origin: ReadySnapshot['origin']) => void
  /** Drops the token. */
  readonly signOut: (error?: TokenError) => void
  /** Returns to the state before the first response, with another initial token. */
  readonly restart: (initialToken?: InitialToken) => void
  /** Publishes why a renewal failed. Keeps a token that is still valid. */
  readonly fail: (error: TokenError) => void
}

export interface TokenHolderOptions {
  readonly initialToken: InitialToken
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** The clock of the source. */
  readonly clock: () => number
  readonly schedule: RequestSchedule
}

/** Holds one token until it expires, and publishes every change. */
export function createTokenHolder({ now, clock, schedule, ...options }: TokenHolderOptions): TokenHolder {
  let initialToken = checkInitialToken(options.initialToken)
  const serverSnapshot = initialSnapshot(initialToken)
  const listeners = new Set<() => void>()
  let snapshot = serverSnapshot
  let isStarted = false
  /** The response that brought the last token, and its lifetime, also when the token is gone. */
  let last: (TakenResponse & TokenLifetime) | undefined
  let first: TokenResponse | undefined
  let rejected: string | undefined
  let signedOutAt = Number.NEGATIVE_INFINITY

  function getSnapshot(): TokenSnapshot {
    if (!isStarted) start()
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (snapshot.token && isExpired()) replace(withoutToken(snapshot))
    return snapshot
  }

  /** Takes the initial token. Not before the first use: a server must not read a clock while it renders. */
  function start() {
    isStarted = true
    if (initialToken === null) schedule.failed(createEndpointError('not-authenticated'), clock())
    if (!initialToken) return
    if (isFromCache(initialToken)) {
      warnAboutCache()
      replace(loadingSnapshot)
    } else {
      // Its age is unknown: as old as the page, or a minute if the page is older.
      adopt({ response: initialToken, requestedAt: Math.max(0, clock() - 60_000) }, 'initial')
    }
  }

  function publish(next: TokenSnapshot) {
    snapshot = next
    callListeners(listeners)
  }

  /** Calls the listeners afterwards: a render of React may be the first to notice the change. */
  function replace(next: TokenSnapshot) {
    snapshot = next
    queueMicrotask(() => callListeners(listeners))
  }

  /** The last response, while its token is held. */
  function held() {
    return getSnapshot().token ? last : undefined
  }

  function onWallClock(time: number) {
    return time + now() - clock()
  }

  function isExpired() {
    return !last || clock() >= last.expiresAt
  }

  function rejectedToken() {
    return getSnapshot().fingerprint === rejected ? rejected : undefined
  }

  function adopt(next: TimedResponse, origin: ReadySnapshot['origin']) {
    // Of several responses with one token the first one counts: a later one may come from a cache.
    const same = last?.response.fingerprint === next.response.fingerprint ? last : undefined
    const lifetime = tokenLifetime(next)
    const expiresAt = Math.min(lifetime.expiresAt, same?.expiresAt ?? lifetime.expiresAt)
    last = { takenAt: clock(), ...next, ...same, ...lifetime, expiresAt }
    first ??= last.response
    schedule.succeeded()
    const times = { expiresAt: onWallClock(expiresAt), refreshAt: onWallClock(lifetime.renewAt) }
    publish(isExpired() ? loadingSnapshot : readySnapshot(next.response, { origin, ...times }))
  }

  function remainingMs() {
    const token = held()
    return token && !rejectedToken() ? token.expiresAt - clock() : 0
  }

  /** The most lifetime that a caller may require of the token: a greater requirement would renew at every call. */
  function mostDemandMs() {
    const lifetimeMs = last ? last.expiresAt - last.requestedAt : 0
    return Math.max(lifetimeMs / 2, lifetimeMs - 60_000)
  }

  return {
    listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    tokenFor: (ms) => (remainingMs() > Math.min(ms, mostDemandMs()) ? snapshot.token : undefined),
    remainingMs,
    renewAt: () => (rejectedToken() ? 0 : (held()?.renewAt ?? 0)),
    rejected: rejectedToken,
    reject() {
      rejected = snapshot.fingerprint
    },
    heldResponse: held,
    firstResponse: () => first,
    last: () => last,
    signedOutMs: () => clock() - signedOutAt,
    adopt,
    signOut(error) {
      // An initial token that was not taken yet is not taken any more.
      isStarted = true
      signedOutAt = clock()
      publish({ status: 'signed-out', error })
    },
    restart(next) {
      initialToken = checkInitialToken(next)
      isStarted = false
      first = undefined
      replace(initialSnapshot(initialToken))
    },
    fail(error) {
      const before = getSnapshot()
      const failed = { error, retryAt: onWallClock(Math.max(schedule.dueAt, held()?.renewAt ?? 0)) }
      publish(before.status === 'ready' ? { ...before, ...failed } : withoutToken(failed))
    },
  }
}

function withoutToken({ error, retryAt }: Pick<TokenSnapshot, 'error' | 'retryAt'>): TokenSnapshot {
  return error ? { status: 'error', error, retryAt } : loadingSnapshot
}
