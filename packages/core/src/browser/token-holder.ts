import { warnAboutCache } from '#error-words'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { callListeners } from './call-listeners.ts'
import { type HeldToken, holdToken, mostDemandMs } from './held-token.ts'
import { checkInitialToken, initialSnapshot, isFromCache } from './initial-token.ts'
import type { TokenHolder, TokenHolderOptions } from './token-holder-contract.ts'
import { elapsedMs, type TimedResponse } from './token-lifetime.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'

const errorStatus = { status: 'error' } as const

/** Holds one token until it expires, and publishes every change. */
export function createTokenHolder({ now, clock, schedule, ...options }: TokenHolderOptions): TokenHolder {
  let initialToken = checkInitialToken(options.initialToken)
  const serverSnapshot = initialSnapshot(initialToken)
  const listeners = new Set<() => void>()
  let snapshot = serverSnapshot
  let isStarted = false
  /** The last token, also when it is gone. */
  let last: HeldToken | undefined
  let first: TokenResponse | undefined
  let changedAt = -Infinity
  let isDoubtful = false
  let rejectedFingerprint: string | undefined

  function getSnapshot(): TokenSnapshot {
    if (!isStarted) start()
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (snapshot.token && isExpired()) {
      const { error, retryAt } = snapshot
      replace(error ? { ...errorStatus, error, retryAt } : loadingSnapshot)
    }
    return snapshot
  }

  /** Takes the initial token. Not before the first use: a server must not read a clock while it renders. */
  function start() {
    isStarted = true
    if (initialToken === null) schedule.failed({ status: 401 }, clock())
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

  function held() {
    return getSnapshot().token ? last : undefined
  }

  /** Fingerprint of the token, if Coveo rejected it. */
  const rejected = () => (getSnapshot().fingerprint === rejectedFingerprint ? rejectedFingerprint : undefined)
  /** The token, unless Coveo rejected it or its user may have changed. */
  const usable = () => (rejected() || isDoubtful ? undefined : held())

  function changed() {
    changedAt = clock()
  }

  const remainingMs = () => (usable()?.expiresAt ?? 0) - clock()
  const renewAt = () => usable()?.renewAt ?? 0
  const isExpired = () => !last || clock() >= last.expiresAt
  const onWallClock = (time: number) => time + now() - clock()

  function adopt(next: TimedResponse, origin: ReadySnapshot['origin']) {
    last = holdToken(next, { before: last, takenAt: clock() })
    first ??= last.response
    isDoubtful = false
    schedule.succeeded()
    const times = { expiresAt: onWallClock(last.expiresAt), refreshAt: onWallClock(last.renewAt) }
    publish(readySnapshot(next.response, { origin, ...times }))
  }

  return {
    listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    tokenFor(ms) {
      const token = usable()
      // A doubtful token is due at once: a caller waits for the endpoint.
      return token?.renewAt && remainingMs() > Math.min(ms, mostDemandMs(token)) ? token.response.token : undefined
    },
    remainingMs,
    renewAt,
    reject() {
      rejectedFingerprint = snapshot.fingerprint
    },
    rejected,
    changed,
    doubt() {
      changed()
      isDoubtful = true
    },
    heldResponse: held,
    firstResponse: () => first,
    last: () => last,
    changedAt: () => changedAt,
    isOutdated(response) {
      if (!last) return false
      const sentAt = last.requestedAt + elapsedMs(response, last.response)
      return sentAt < Math.max(last.requestedAt, changedAt + 1_000)
    },
    adopt,
    signOut(error) {
      // An initial token that was not taken yet is not taken any more.
      isStarted = true
      changed()
      // A listener may sign out at every sign-out.
      if (snapshot.status !== 'signed-out' || error) publish({ status: 'signed-out', error })
    },
    restart(next) {
      initialToken = checkInitialToken(next)
      isStarted = false
      first = undefined
      replace(initialSnapshot(initialToken))
    },
    fail(error) {
      const before = getSnapshot()
      const retryAt = onWallClock(Math.max(schedule.dueAt, renewAt()))
      publish({ ...(before.token ? before : errorStatus), error, retryAt })
    },
  }
}
