import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenError, TokenErrorCode } from '../shared/token-error.ts'
import { explain, requestToken } from './endpoint-client.ts'
import { tokenSubject } from './token-claims.ts'
import { createTokenClock } from './token-clock.ts'
import { loadingSnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'

/** Holds the page's current token in memory and keeps it fresh. Nothing is asked before someone subscribes or calls `getToken()`. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, initialToken, random = Math.random, now = Date.now, monotonic = () => performance.now() } = options
  const clock = createTokenClock(now, monotonic)
  const tabs = options.tabs?.connect({ endpoint, getSnapshot, leftMs, adopt, leave })
  const listeners = new Set<() => void>()
  const recent: number[] = []
  let snapshot = loadingSnapshot
  let renewals = 0
  let epoch = 0
  /** The last token that was adopted, also after its end; undefined after sign-out. */
  let latest: string | undefined
  let lifeMs = 0
  // Instants of `clock`.
  /** When the held token ends; 0 while none is held. */
  let expires = 0
  /** When the held token is to be renewed; before all time once Coveo refused it. */
  let due = 0
  /** Until when nothing is asked after a failure, unless someone asks for it. */
  let paused = 0
  /** Until when nothing is asked at all, and why. */
  let closed = 0
  let closedFor: TokenErrorCode = 'renewal-storm'
  let failures = 0
  /** The renewal under way: aborted with the code of its error, and after it has ended. */
  let flight: AbortController | undefined
  let pending: Promise<string>
  let timer: ReturnType<typeof setTimeout> | undefined
  let wakes: AbortController | undefined

  function getSnapshot() {
    return snapshot
  }

  /** Life that the held token has left, as `TabPeer` counts it. */
  function leftMs() {
    return due < 0 ? 0 : expires - clock()
  }

  function publish(error?: TokenError, held: Partial<TokenSnapshot> | false = clock() < expires && snapshot) {
    if (!held) expires = 0
    snapshot = { status: error ? 'error' : 'loading', ...held, error, renewals, epoch }
    for (const listener of [...listeners]) listener()
  }

  function adopt(answer: TokenAnswer, origin: TokenSnapshot['origin'] = 'tab', since = clock()) {
    const { expiresIn, refreshIn, ...rest } = answer
    const { token } = rest
    const offset = now() - clock()
    if (latest && latest !== token) {
      renewals++
      if (tokenSubject(latest) !== tokenSubject(token)) {
        renewals = 0
        epoch++
      }
    }
    latest = token
    lifeMs = expiresIn * 1000
    expires = since + lifeMs
    due = since + Math.min(Math.max(refreshIn * 1000, 30_000), lifeMs * 0.9)
    failures = paused = 0
    publish(undefined, { ...rest, status: 'ready', origin, expiresAt: expires + offset, refreshAt: due + offset })
  }

  function leave(error?: TokenError, reason: TokenErrorCode = 'signed-out') {
    flight?.abort(reason)
    flight = latest = undefined
    renewals = failures = expires = due = 0
    if (snapshot.status !== 'signed-out') epoch++
    publish(error, { status: 'signed-out' })
  }

  /** Does what the moment asks for: drops a token that has ended, renews one that is due, or sleeps until then. */
  function check(wake?: Partial<PageTransitionEvent>) {
    clearTimeout(timer)
    if (wake?.type === 'online') paused = 0
    if (wake?.persisted) due = 0
    if (expires && clock() >= expires) publish(snapshot.error)
    const { status, error } = snapshot
    if (status === 'signed-out') return
    const idle = flight || (error && !error.retryable && !wake)
    const start = idle ? Infinity : Math.max(due, paused, closed)
    if (clock() >= start) renewal().catch(() => {})
    if (listeners.size && !globalThis.document?.hidden) {
      // A machine that slept is noticed five seconds after it woke, at most.
      timer = setTimeout(check, Math.min(5_000, Math.min(start, expires || Infinity) - clock()))
    }
  }

  function renewal(direct?: boolean): Promise<string> {
    if (!flight) {
      flight = new AbortController()
      pending = run(flight, direct)
    }
    return pending
  }

  async function run(mine: AbortController, direct?: boolean): Promise<string> {
    const before = latest
    const rejected = due < 0 ? snapshot.fingerprint : undefined
    let failure: TokenError | undefined
    async function ask() {
      const since = clock()
      // Five within a minute: what loops, has to stop. What is tried again after a failure is slow enough.
      if ((direct || !failures) && recent.push(since) > 4 && since - (recent.shift() as number) < 60_000) {
        closed = since + 60_000
      }
      const answer = await requestToken({ ...options, rejected, controller: mine })
      if (flight === mine) adopt(answer, 'network', since)
    }
    try {
      if (clock() < closed) throw snapshot.error?.retryAfterMs ? snapshot.error : await explain({ code: closedFor })
      await (tabs ? tabs.renew(ask, direct) : ask())
    } catch (error) {
      failure = error as TokenError
    }
    if (flight !== mine) throw await explain({ code: mine.signal.reason })
    // Unless another tab has helped out meanwhile.
    if (failure && latest === before) {
      const { status, retryAfterMs = 0 } = failure
      paused = clock() + Math.max(250, random() * Math.min(60_000, 500 * 2 ** ++failures))
      if (failure !== snapshot.error) closed = Math.max(closed, clock() + retryAfterMs)
      if (status === 401) leave(failure)
      else publish(failure)
    } else failure = undefined
    flight = undefined
    mine.abort()
    check()
    if (failure) throw failure
    return snapshot.token as string
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token, error } = snapshot
    const before = epoch
    if (leftMs() > Math.min(minRemainingMs, Math.max(lifeMs / 2, lifeMs - 60_000))) {
      check()
      return token as string
    }
    try {
      if (error && !flight && clock() < paused) throw error
      return await new Promise((resolve, reject) => {
        renewal().then(resolve, reject)
        // The flight ends this listener.
        signal?.addEventListener('abort', () => reject(signal.reason), flight)
      })
    } catch (error) {
      if (clock() < expires && before === epoch && !signal?.aborted) return snapshot.token as string
      throw error
    }
  }

  function rest() {
    clearTimeout(timer)
    wakes?.abort()
    tabs?.close()
  }

  if (initialToken) {
    // It is as old as the page, as far as anyone can tell; one that came with a later navigation counts as a minute old.
    adopt(initialToken, 'initial', clock() - Math.min(monotonic(), 60_000))
    if (clock() >= expires) publish()
  }

  return {
    getSnapshot,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        tabs?.open()
        wakes = new AbortController()
        // All of these reach the window, and a controller serves as the options that end a listener.
        for (const type of ['visibilitychange', 'resume', 'pageshow', 'online']) {
          globalThis.addEventListener?.(type, check, wakes)
        }
        check()
      }
      return () => {
        listeners.delete(listener)
        if (!listeners.size) rest()
      }
    },
    getToken,
    renew: () => renewal(true),
    async reject(token) {
      while (snapshot.token === token) {
        due = -Infinity
        await renewal(true)
      }
      return getToken()
    },
    signOut() {
      tabs?.signOut()
      leave()
    },
    dispose() {
      closed = Infinity
      closedFor = 'disposed'
      listeners.clear()
      rest()
      leave(undefined, closedFor)
    },
  }
}
