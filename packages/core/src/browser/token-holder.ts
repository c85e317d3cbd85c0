import { warnAboutCache } from '#error-words'
import type { TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './errors/endpoint-error.ts'
import { checkInitialToken, type InitialToken, initialSnapshot, isFromCache } from './initial-token.ts'
import { createListenerSet, type ListenerSet } from './listener-set.ts'
import type { RequestSchedule } from './request-schedule.ts'
import type { TakenResponse, TimedResponse } from './token-lifetime.ts'
import { createTokenRecord, type TokenRecord } from './token-record.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'

export interface TokenHolder {
  readonly listeners: ListenerSet
  readonly getSnapshot: () => TokenSnapshot
  readonly getServerSnapshot: () => TokenSnapshot
  /** The token, if it lasts for more than `ms`, as far as tokens last that long. */
  readonly tokenFor: (ms: number) => string | undefined
  /** Lifetime left, in milliseconds: not more than 0 without a token, or with a rejected or doubtful one. */
  readonly remainingMs: () => number
  /** When the token is to be renewed, by the clock of the source: 0 without a token, or with a rejected or doubtful one. */
  readonly renewAt: () => number
  /** Fingerprint of the token, if Coveo rejected it. */
  readonly rejected: () => string | undefined
  /** The last response, while its token is held. */
  readonly heldResponse: () => TakenResponse | undefined
  readonly record: TokenRecord
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
  const listeners = createListenerSet()
  const record = createTokenRecord(clock)
  let snapshot = serverSnapshot
  let isStarted = false
  let signedOutAt = Number.NEGATIVE_INFINITY

  function getSnapshot(): TokenSnapshot {
    if (!isStarted) start()
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (snapshot.token && record.isExpired()) replace(withoutToken(snapshot))
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
    listeners.call()
  }

  /** Calls the listeners afterwards: a render of React may be the first to notice the change. */
  function replace(next: TokenSnapshot) {
    snapshot = next
    queueMicrotask(listeners.call)
  }

  /** The last response, while its token is held. */
  function held() {
    return getSnapshot().token ? record.last() : undefined
  }

  function confirmed() {
    return record.isConfirmed() ? held() : undefined
  }

  function renewAt() {
    return confirmed()?.renewAt ?? 0
  }

  function remainingMs() {
    const token = confirmed()
    return token ? token.expiresAt - clock() : 0
  }

  function onWallClock(time: number) {
    return time + now() - clock()
  }

  function adopt(next: TimedResponse, origin: ReadySnapshot['origin']) {
    const token = record.take(next)
    schedule.succeeded()
    const times = { expiresAt: onWallClock(token.expiresAt), refreshAt: onWallClock(token.renewAt) }
    publish(record.isExpired() ? loadingSnapshot : readySnapshot(next.response, { origin, ...times }))
  }

  return {
    listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    tokenFor: (ms) => (remainingMs() > Math.min(ms, mostDemandMs(record)) ? snapshot.token : undefined),
    remainingMs,
    renewAt,
    rejected: () => (record.isRejected() ? held()?.response.fingerprint : undefined),
    heldResponse: held,
    record,
    signedOutMs: () => clock() - signedOutAt,
    adopt,
    signOut(error) {
      // An initial token that was not taken yet is not taken any more.
      isStarted = true
      signedOutAt = clock()
      // A listener may sign out at every sign-out.
      if (snapshot.status !== 'signed-out' || snapshot.error !== error) publish({ status: 'signed-out', error })
    },
    restart(next) {
      initialToken = checkInitialToken(next)
      isStarted = false
      record.forgetFirst()
      replace(initialSnapshot(initialToken))
    },
    fail(error) {
      const before = getSnapshot()
      const failed = { error, retryAt: onWallClock(Math.max(schedule.dueAt, renewAt())) }
      publish(before.status === 'ready' ? { ...before, ...failed } : withoutToken(failed))
    },
  }
}

function withoutToken({ error, retryAt }: Pick<TokenSnapshot, 'error' | 'retryAt'>): TokenSnapshot {
  return error ? { status: 'error', error, retryAt } : loadingSnapshot
}

/** The most lifetime that a caller may require of the token: a greater requirement would renew at every call. */
function mostDemandMs(record: TokenRecord) {
  const { expiresAt = 0, requestedAt = 0 } = record.last() ?? {}
  const lifetimeMs = expiresAt - requestedAt
  return Math.max(lifetimeMs / 2, lifetimeMs - 60_000)
}
