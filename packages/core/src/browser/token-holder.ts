import { warnAboutCache } from '#error-words'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { callListeners } from './call-listeners.ts'
import { type HeldToken, holdToken, mostDemandMs } from './held-token.ts'
import { type InitialToken, initialSnapshot, isFromCache } from './initial-token.ts'
import type { TokenHolder, TokenHolderOptions } from './token-holder-contract.ts'
import { elapsedMs, type TimedResponse } from './token-lifetime.ts'
import { loadingSnapshot, type ReadySnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'

/** Holds one token until it expires, and publishes every change. */
export function createTokenHolder({ now, clock, schedule, ...options }: TokenHolderOptions): TokenHolder {
  /** Undefined once it is taken. */
  let { initialToken }: { initialToken: InitialToken } = options
  const serverSnapshot = initialSnapshot(initialToken)
  const listeners = new Set<() => void>()
  let snapshot = serverSnapshot
  /** The last token, also when it is gone. */
  let last: HeldToken | undefined
  let changedAt = -Infinity
  let isDoubtful = false
  let rejectedFingerprint: string | undefined

  function getSnapshot(): TokenSnapshot {
    if (initialToken !== undefined) start(initialToken)
    // A hidden page has no timer: a read may be the first to notice that the token has expired.
    if (last && snapshot.token && clock() >= last.expiresAt) {
      const { error, retryAt } = snapshot
      replace(error ? { status: 'error', error, retryAt } : loadingSnapshot)
    }
    return snapshot
  }

  /** Takes the initial token. Not before the first use: a server must not read a clock while it renders. */
  function start(token: TokenResponse | null) {
    initialToken = undefined
    // It may be anything, such as the error of the server: that is no token.
    if (snapshot === loadingSnapshot) return
    if (!token) {
      schedule.failed({ status: 401 }, clock())
    } else if (isFromCache(token)) {
      warnAboutCache()
      replace(loadingSnapshot)
    } else {
      // Its age is unknown: as old as the page, or a minute if the page is older.
      adopt({ response: token, requestedAt: Math.max(0, clock() - 60_000) }, 'initial')
    }
  }

  function publish(next: TokenSnapshot) {
    snapshot = next
    callListeners(listeners)
  }

  /** Calls the listeners afterwards: a render or an effect of React may be the first to notice the change. */
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

  const renewAt = () => usable()?.renewAt ?? 0
  const onWallClock = (time: number) => time + now() - clock()

  function adopt(next: TimedResponse, origin: ReadySnapshot['origin']) {
    last = holdToken({ ...next, takenAt: clock() }, last)
    isDoubtful = false
    schedule.succeeded()
    const times = { expiresAt: onWallClock(last.expiresAt), refreshAt: onWallClock(last.renewAt) }
    replace(readySnapshot(next.response, { origin, ...times }))
  }

  return {
    listeners,
    getSnapshot,
    getServerSnapshot: () => serverSnapshot,
    tokenFor(ms) {
      const token = usable()
      // What is no number demands nothing.
      const lacks = token && token.expiresAt - clock() <= Math.min(ms, mostDemandMs(token))
      return lacks ? undefined : token?.response.token
    },
    usable,
    renewAt,
    reject() {
      rejectedFingerprint = snapshot.fingerprint
    },
    rejected,
    changed,
    doubt() {
      isDoubtful = true
    },
    held,
    last: () => last,
    changedAt: () => changedAt,
    isOutdated(response) {
      if (!last || !response) return false
      return elapsedMs(response, last.response) < Math.max(0, changedAt + 1_000 - last.requestedAt)
    },
    adopt,
    signOut(error) {
      // An initial token that was not taken yet is not taken any more.
      initialToken = undefined
      changed()
      // A listener may sign out at every sign-out.
      if (snapshot.status !== 'signed-out' || error) publish({ status: 'signed-out', error })
    },
    restart(next) {
      initialToken = next
      replace(initialSnapshot(next))
    },
    fail(error) {
      const retryAt = onWallClock(Math.max(schedule.dueAt, renewAt()))
      publish({ ...(held() ? (snapshot as ReadySnapshot) : { status: 'error' }), error, retryAt })
    },
  }
}
