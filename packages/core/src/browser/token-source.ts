import { assertOptionTypes } from '#error-words'
import type { TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './errors/endpoint-error.ts'
import { createRequestSchedule } from './request-schedule.ts'
import { connect } from './tabs/tab-link.ts'
import { createTokenClock, type SourceTiming } from './token-clock.ts'
import { createTokenHolder } from './token-holder.ts'
import { createTokenRenewal } from './token-renewal.ts'
import type { GetTokenOptions, RestartableSource, TokenSourceOptions } from './token-source-contract.ts'
import { hasSameSubject } from './token-subject.ts'
import { untilAborted } from './until-aborted.ts'
import { onWake, type WakeEvent } from './wake-events.ts'

/** Holds the page's current token in memory and renews it. Sends no request before its first use. */
export function createTokenSource(options: TokenSourceOptions = {}): RestartableSource {
  assertOptionTypes(options, {
    endpoint: 'a string',
    credentials: 'a string',
    headers: 'an object or a function',
    fetch: 'a function',
    tabs: 'an object from createTabChannel',
  })
  const {
    initialToken,
    now = () => Date.now(),
    monotonic = () => performance.now(),
    random = Math.random,
  }: TokenSourceOptions & Partial<SourceTiming> = options
  const clock = createTokenClock({ now, monotonic })
  const schedule = createRequestSchedule(random)
  const holder = createTokenHolder({ initialToken, now, clock, schedule })
  const { getSnapshot, listeners } = holder
  const tabs = options.tabs?.[connect]({
    ...holder,
    endpoint: options.endpoint,
    clock,
    signOut,
    check,
  })
  const renewal = createTokenRenewal({ source: options, holder, tabs, schedule, clock })
  const waits = new Map<AbortSignal, Promise<string>>()
  let disposed: TokenError | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let waking: AbortController | undefined

  /** Receives sign-outs: of other tabs, and those that the page missed in the back-forward cache. */
  function open() {
    tabs?.open()
    waking ??= onWake(check)
  }

  async function renew(isExplicit: boolean): Promise<string> {
    if (disposed) throw disposed
    open()
    return renewal.renew(isExplicit)
  }

  function signOut(error?: TokenError) {
    renewal.abort(error)
    holder.signOut(error)
  }

  function restart(next?: TokenSourceOptions['initialToken']) {
    disposed = undefined
    renewal.abort()
    holder.restart(next)
  }

  /** Renews a token that is due. Runs on wake events, and every second while the page is visible and there are listeners. */
  function check(event?: WakeEvent) {
    if (event?.type === 'pagehide') return tabs?.close()
    clearTimeout(timer)
    // Another tab has another user, or may have: the page received no message in the back-forward cache, nor while it was prerendered.
    if (event?.type === 'user' || event?.type === 'prerenderingchange' || event?.persisted) {
      renewal.outdate()
      holder.doubt()
      open()
    }
    if (event && listeners.size === 0) return
    const isVisible = !globalThis.document?.hidden
    const isIdle = !(event?.type === 'user' || (event && isVisible))
    const isDue = clock() >= Math.max(holder.renewAt(), schedule.closedUntil, isIdle ? schedule.dueAt : 0)
    // After a sign-out only user activity sends a request.
    if (isDue && !(isIdle && getSnapshot().status === 'signed-out')) {
      renew(event?.type === 'online').catch(() => {
        if (getSnapshot().status === 'signed-out') tabs?.deny()
      })
    }
    if (isVisible && listeners.size > 0) timer = setTimeout(check, 1_000)
  }

  /** Calls with one signal share a wait, which adds one listener to it. */
  function renewUntil(signal: AbortSignal): Promise<string> {
    const wait = waits.get(signal) ?? untilAborted(renew(false), signal).finally(() => waits.delete(signal))
    waits.set(signal, wait)
    return wait
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const valid = holder.tokenFor(minRemainingMs)
    if (valid) {
      open()
      check()
      return valid
    }
    const token = holder.tokenFor(0)
    signal?.throwIfAborted()
    try {
      return await (signal ? renewUntil(signal) : renew(false))
    } catch (error) {
      if (!signal?.aborted && token && token === holder.tokenFor(0)) return token
      throw error
    }
  }

  return {
    getSnapshot,
    getServerSnapshot: holder.getServerSnapshot,
    subscribe(listener) {
      // A component that disposes of its source in a cleanup mounts twice in React's StrictMode.
      if (disposed) restart()
      open()
      // A listener may subscribe twice.
      const entry = () => listener()
      listeners.add(entry)
      check({ type: 'focus' })
      return () => {
        listeners.delete(entry)
        if (listeners.size === 0) clearTimeout(timer)
      }
    },
    getToken,
    renew() {
      tabs?.signIn()
      renewal.outdate()
      return renew(true)
    },
    async reportRejected(token) {
      if (getSnapshot().token === token) {
        holder.reject()
        await renew(true)
      }
      return getToken()
    },
    signOut() {
      open()
      tabs?.signOut()
      signOut()
    },
    check,
    isUsed: () => listeners.size > 0,
    isOutdated: holder.isOutdated,
    matches(next) {
      return next ? hasSameSubject(next, getSnapshot()) : next === undefined || getSnapshot().status === 'signed-out'
    },
    restart,
    dispose() {
      if (disposed) return
      disposed = createEndpointError('disposed')
      signOut(disposed)
      listeners.clear()
      clearTimeout(timer)
      waking?.abort()
      waking = undefined
      tabs?.close()
    },
  }
}
