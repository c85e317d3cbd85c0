import { warnAboutCache } from '#error-words'
import type { TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './endpoint-error.ts'
import { isCachedPage, isRepeatedResponse, type TimedResponse } from './response-cache.ts'
import type { RetrySchedule } from './retry-schedule.ts'
import { createSnapshotStore } from './snapshot-store.ts'
import type { AgedResponse } from './tab-link.ts'
import { mintedSeconds, noLifetime, type TokenLifetime, tokenLifetime } from './token-lifetime.ts'
import { isTokenResponse } from './token-response.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

export interface TokenHolder {
  readonly listeners: Set<() => void>
  readonly getSnapshot: () => TokenSnapshot
  readonly getServerSnapshot: () => TokenSnapshot
  readonly lifetime: () => TokenLifetime
  /** Lifetime left, in milliseconds: not more than 0 without a token, or with a rejected one. */
  readonly remainingMs: () => number
  /** Whether Coveo rejected the token that is held. */
  readonly isRejected: () => boolean
  readonly reject: () => void
  readonly heldResponse: () => AgedResponse | undefined
  /** Whether a cache repeated the response that brought the last token. */
  readonly isRepeated: (next: TimedResponse) => boolean
  /** Milliseconds since the last sign-out. Infinite if there was none. */
  readonly signedOutMs: () => number
  /** Replaces the token by that of a response. */
  readonly adopt: (next: TimedResponse, origin: ReadySnapshot['origin']) => void
  /** Drops the token. */
  readonly signOut: (error?: TokenError) => void
  /** Returns to the state before the first response. */
  readonly restart: () => void
  /** Publishes why a renewal failed. Keeps a token that is still valid. */
  readonly fail: (error: TokenError) => void
}

export interface TokenHolderOptions {
  readonly initialToken: TokenSourceOptions['initialToken']
  /** Wall clock, in milliseconds. */
  readonly now: () => number
  /** The clock of the source. */
  readonly clock: () => number
  readonly retries: RetrySchedule
}

/** Holds one token until it expires, and publishes every change. */
export function createTokenHolder({ now, clock, retries, ...options }: TokenHolderOptions): TokenHolder {
  // A page may come with anything, such as the error of its server.
  const initialToken =
    isTokenResponse(options.initialToken) || options.initialToken === null ? options.initialToken : undefined
  const serverSnapshot = initialSnapshot(initialToken)
  const store = createSnapshotStore(serverSnapshot)
  let isStarted = false
  /** The response that brought the last token, also after that has expired. */
  let last: TimedResponse | undefined
  let lifetime = noLifetime
  let isRejected = false
  let signedOutAt = Number.NEGATIVE_INFINITY

  function getSnapshot(): TokenSnapshot {
    if (!isStarted) start()
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (store.get().token && isExpired()) store.replace(withoutToken(store.get()))
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
      adopt({ response: initialToken, requestedAt: Math.max(0, clock() - 60_000) }, 'initial')
    }
  }

  function isExpired() {
    return clock() >= lifetime.expiresAt
  }

  function adopt(next: TimedResponse, origin: ReadySnapshot['origin']) {
    // Of several responses with one token the first one counts: a later one may come from a cache.
    if (last?.response.fingerprint !== next.response.fingerprint) last = next
    const { renewAt, ...nextLifetime } = tokenLifetime(next)
    const expiresAt = Math.min(nextLifetime.expiresAt, tokenLifetime(last).expiresAt)
    lifetime = { ...nextLifetime, renewAt, expiresAt }
    isRejected = false
    retries.succeeded()
    const toWallClock = now() - clock()
    const times = { expiresAt: expiresAt + toWallClock, refreshAt: renewAt + toWallClock }
    store.publish(isExpired() ? loadingSnapshot : readySnapshot(next.response, { origin, ...times }))
  }

  return {
    listeners: store.listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    lifetime: () => lifetime,
    remainingMs: () => (isRejected ? 0 : lifetime.expiresAt - clock()),
    isRejected: () => isRejected,
    reject() {
      isRejected = true
    },
    heldResponse() {
      const { token } = getSnapshot()
      return token && last ? { response: last.response, ageMs: clock() - last.requestedAt } : undefined
    },
    isRepeated: (next) => last !== undefined && isRepeatedResponse(next, last),
    signedOutMs: () => clock() - signedOutAt,
    adopt,
    signOut(error) {
      lifetime = noLifetime
      isRejected = false
      signedOutAt = clock()
      store.publish({ status: 'signed-out', error })
    },
    restart: () => store.replace(loadingSnapshot),
    fail(error) {
      const snapshot = getSnapshot()
      const failed = { error, retryAt: Math.max(retries.dueAt, lifetime.renewAt) + now() - clock() }
      store.publish(snapshot.status === 'ready' ? { ...snapshot, ...failed } : withoutToken(failed))
    },
  }
}

function initialSnapshot(initialToken: TokenSourceOptions['initialToken']): TokenSnapshot {
  if (initialToken === null) return { status: 'signed-out' }
  return initialToken ? readySnapshot(initialToken, { origin: 'initial' }) : loadingSnapshot
}

function withoutToken({ error, retryAt }: Pick<TokenSnapshot, 'error' | 'retryAt'>): TokenSnapshot {
  return error ? { status: 'error', error, retryAt } : loadingSnapshot
}
