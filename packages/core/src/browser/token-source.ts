import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import { explainFailure, requestToken } from './endpoint-client.ts'
import type { EndpointFailure, Flight } from './flight.ts'
import { createTokenClock } from './token-clock.ts'
import type { TokenSnapshot } from './token-snapshot.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'

/** Holds the page's current token in memory and keeps it fresh. Nothing is asked before someone subscribes or calls `getToken()`. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { initialToken, now = Date.now } = options
  const clock = createTokenClock(options)
  const tabs = options.tabs?.connect({ ...options, getSnapshot: () => snapshot, leftMs, adopt, leave })
  const listeners = new Set<() => void>()
  const serverSnapshot: TokenSnapshot = {
    ...initialToken,
    status: initialToken ? 'ready' : 'loading',
    origin: initialToken && 'initial',
  }
  let snapshot = serverSnapshot
  // Instants of `clock`.
  /** When the token ends. */
  let expires = 0
  /** When it is to be renewed; before all time once Coveo refused it. */
  let due = 0
  /** Until when nothing is asked at all. */
  let closed = 0
  /** When the last few renewals began. */
  const recent: number[] = []
  /** As much life as one can ask of a token without asking for another one all the time. */
  let enoughMs = 0
  let flight: Flight | undefined
  let pending: Promise<string>
  let timer: ReturnType<typeof setTimeout> | undefined
  let wakes: AbortController | undefined

  /** Life that the token has left, as `TabPeer` counts it. */
  function leftMs() {
    return due < 0 ? 0 : expires - clock()
  }

  function publish(held: TokenSnapshot | false, error?: TokenError) {
    snapshot = { status: error ? 'error' : 'loading', ...held, error }
    for (const listener of [...listeners]) {
      // One that throws must not keep the others, or us, from going on.
      try {
        listener()
      } catch (error) {
        reportError(error)
      }
    }
  }

  function adopt(answer: TokenAnswer & Pick<TokenSnapshot, 'origin'>, since = clock()) {
    const { expiresIn, refreshIn, ...rest } = answer
    const lifeMs = expiresIn * 1000
    const ahead = now() - clock()
    enoughMs = Math.max(lifeMs / 2, lifeMs - 60_000)
    expires = since + lifeMs
    due = since + Math.min(Math.max(refreshIn * 1000, 30_000), lifeMs * 0.9)
    publish(clock() < expires && { ...rest, status: 'ready', expiresAt: expires + ahead, refreshAt: due + ahead })
  }

  function leave(error?: TokenError) {
    flight?.abort.abort('signed-out')
    flight = undefined
    expires = due = 0
    publish({ status: 'signed-out' }, error)
  }

  /** Does what the moment asks for: drops a token that has ended, and renews one that is due. */
  function check(event?: Partial<PageTransitionEvent>) {
    clearTimeout(timer)
    const shown = !globalThis.document?.hidden
    if (snapshot.token && clock() >= expires) publish(false, snapshot.error)
    // Who is signed out, or failed for good, waits for somebody to look.
    const hopeful = snapshot.error?.retryable ?? snapshot.status !== 'signed-out'
    // Out of the back-forward cache: another user may have signed in meanwhile.
    if ((hopeful || (shown && event)) && clock() >= Math.max(event?.persisted ? 0 : due, closed)) {
      renewal(event?.type === 'online').catch(() => {})
    }
    if (shown && listeners.size) timer = setTimeout(check, 1_000)
  }

  async function renewal(told?: boolean): Promise<string> {
    const error = snapshot.error as EndpointFailure | undefined
    if (!flight) {
      if (error && clock() < error.retryAt && (!told || error.retryAfterMs)) throw error
      flight = { ...options, clock, error, rejected: due < 0 && snapshot.fingerprint, abort: new AbortController() }
      pending = run(flight, told)
    }
    return pending
  }

  async function run(mine: Flight, told?: boolean): Promise<string> {
    const { abort } = mine
    const since = clock()
    const ask = () =>
      requestToken(mine).then((answer) => {
        if (flight === mine) adopt(answer, since)
      })
    try {
      if (since < closed) abort.abort(closed)
      else {
        // Five within a minute: what loops, has to stop. What is tried again after a failure is slow enough.
        if ((told || !snapshot.error) && recent.push(since) > 4 && since - (recent.shift() as number) < 60_000) {
          closed = since + 60_000
        }
        await (tabs ? tabs.renew(ask, told) : ask())
      }
      if (abort.signal.reason) throw abort.signal.reason
    } catch (cause) {
      const error = await explainFailure({ ...mine, cause, closed })
      if (flight === mine) {
        if (error.status === 401) leave(error)
        else publish(clock() < expires && snapshot, error)
      }
      throw error
    } finally {
      if (flight === mine) flight = undefined
      abort.abort()
    }
    // It may have ended on its way.
    return snapshot.token ?? renewal()
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token } = snapshot
    if (leftMs() > Math.min(minRemainingMs, enoughMs)) {
      check()
      return token as string
    }
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      renewal().then(resolve, (error) => {
        if (clock() < expires && token === snapshot.token) resolve(token as string)
        else reject(error)
      })
      // The flight ends this listener.
      if (flight) signal?.addEventListener('abort', () => reject(signal.reason), flight.abort)
    })
  }

  function rest() {
    clearTimeout(timer)
    wakes?.abort()
  }

  // It is as old as the page, as far as anyone can tell; one that came with a later navigation counts as a minute old.
  if (initialToken) adopt(serverSnapshot as TokenSnapshot & TokenAnswer, Math.max(0, clock() - 60_000))

  return {
    getSnapshot: () => snapshot,
    getServerSnapshot: () => serverSnapshot,
    subscribe(listener) {
      if (!listeners.size) {
        tabs?.open()
        wakes = new AbortController()
        // All of these reach the window, and a controller serves as the options that end a listener.
        for (const type of ['visibilitychange', 'pageshow', 'focus', 'online']) {
          globalThis.addEventListener?.(type, check, wakes)
        }
      }
      listeners.add(listener)
      // Whoever comes looks: somebody may have signed in.
      check({})
      return () => {
        listeners.delete(listener)
        if (!listeners.size) rest()
      }
    },
    getToken,
    renew: () => renewal(true),
    async reject(token) {
      while (snapshot.token === token) {
        due = -1
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
      leave()
      tabs?.close()
      listeners.clear()
      rest()
    },
  }
}
