import { warnAboutCache } from '#error-words'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { isCachedPage } from './cached-page.ts'
import { createEndpointError } from './errors/endpoint-error.ts'
import type { RequestSchedule } from './request-schedule.ts'
import { isTokenResponse } from './requests/token-response.ts'
import type { AgedResponse } from './tabs/tab-link.ts'
import {
  isLongerThanFirst,
  mintedSeconds,
  type TimedResponse,
  type TokenLifetime,
  tokenLifetime,
} from './token-lifetime.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

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
  readonly heldResponse: () => AgedResponse | undefined
  /** The first response that brought a token. */
  readonly firstResponse: () => TokenResponse | undefined
  /** Whether a cache repeated the response that brought the last token. */
  readonly isRepeated: (next: TimedResponse) => boolean
  /** Milliseconds since the last sign-out. Infinite if there was none. */
  readonly signedOutMs: () => number
  /** Replaces the token by that of a response. */
  readonly adopt: (next: TimedResponse, origin: ReadySnapshot['origin']) => void
  /** Drops the token. */
  readonly signOut: (error?: TokenError) => void
  /** Returns to the state before the first response, with another initial token. */
  readonly restart: (initialToken?: TokenSourceOptions['initialToken']) => void
  /** Publishes why a renewal failed. Keeps a token that is still valid. */
  readonly fail: (error: TokenError) => void
}

export interface TokenHolderOptions {
  readonly initialToken: TokenSourceOptions['initialToken']
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** The clock of the source. */
  readonly clock: () => number
  readonly schedule: RequestSchedule
}

/** Holds one token until it expires, and publishes every change. */
export function createTokenHolder({ now, clock, schedule, ...options }: TokenHolderOptions): TokenHolder {
  let initialToken = checkedToken(options.initialToken)
  const serverSnapshot = initialSnapshot(initialToken)
  const listeners = new Set<() => void>()
  let snapshot = serverSnapshot
  let isStarted = false
  /** The response that brought the last token, and its lifetime, also when the token is gone. */
  let last: (TimedResponse & TokenLifetime) | undefined
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
    if (isCachedPage() || initialToken.expiresIn > mintedSeconds(initialToken)) {
      warnAboutCache()
      replace(loadingSnapshot)
    } else {
      // Its age is unknown: as old as the page, or a minute if the page is older.
      adopt({ response: initialToken, requestedAt: Math.max(0, clock() - 60_000) }, 'initial')
    }
  }

  function publish(next: TokenSnapshot) {
    snapshot = next
    notify()
  }

  /** Calls the listeners afterwards: a render of React may be the first to notice the change. */
  function replace(next: TokenSnapshot) {
    snapshot = next
    queueMicrotask(notify)
  }

  function notify() {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (error) {
        reportError(error)
      }
    }
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
    const lifetime = tokenLifetime(next)
    // Of several responses with one token the first one counts: a later one may come from a cache.
    const same = last?.response.fingerprint === next.response.fingerprint ? last : undefined
    const expiresAt = Math.min(lifetime.expiresAt, same?.expiresAt ?? lifetime.expiresAt)
    last = { ...(same ?? next), ...lifetime, expiresAt }
    first ??= last.response
    schedule.succeeded()
    const times = { expiresAt: onWallClock(expiresAt), refreshAt: onWallClock(lifetime.renewAt) }
    publish(isExpired() ? loadingSnapshot : readySnapshot(next.response, { origin, ...times }))
  }

  function remainingMs() {
    const token = held()
    return token && !rejectedToken() ? token.expiresAt - clock() : 0
  }

  return {
    listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    tokenFor: (ms) => (remainingMs() > Math.min(ms, last?.maxDemandMs ?? 0) ? snapshot.token : undefined),
    remainingMs,
    renewAt: () => (rejectedToken() ? 0 : (held()?.renewAt ?? 0)),
    rejected: rejectedToken,
    reject() {
      rejected = snapshot.fingerprint
    },
    heldResponse() {
      const token = held()
      return token && { response: token.response, ageMs: clock() - token.requestedAt }
    },
    firstResponse: () => first,
    isRepeated: (next) => last !== undefined && isLongerThanFirst(next, last),
    signedOutMs: () => clock() - signedOutAt,
    adopt,
    signOut(error) {
      // An initial token that was not taken yet is not taken any more.
      isStarted = true
      signedOutAt = clock()
      publish({ status: 'signed-out', error })
    },
    restart(next) {
      initialToken = checkedToken(next)
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

/** A page may come with anything, such as the error of its server. */
function checkedToken(token: TokenSourceOptions['initialToken']): TokenSourceOptions['initialToken'] {
  return isTokenResponse(token) || token === null ? token : undefined
}

function initialSnapshot(initialToken: TokenSourceOptions['initialToken']): TokenSnapshot {
  if (initialToken === null) return { status: 'signed-out' }
  return initialToken ? readySnapshot(initialToken, { origin: 'initial' }) : loadingSnapshot
}

function withoutToken({ error, retryAt }: Pick<TokenSnapshot, 'error' | 'retryAt'>): TokenSnapshot {
  return error ? { status: 'error', error, retryAt } : loadingSnapshot
}
