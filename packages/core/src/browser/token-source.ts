import type { TokenError } from '../shared/token-error.ts'
import { createEndpointError } from './endpoint-error.ts'
import { createRetrySchedule } from './retry-schedule.ts'
import { type SourceTiming, sourceTiming } from './source-timing.ts'
import { connect } from './tab-link.ts'
import { createTokenClock } from './token-clock.ts'
import { createTokenHolder } from './token-holder.ts'
import { createTokenRenewal } from './token-renewal.ts'
import { defaultEndpoint } from './token-request.ts'
import type { GetTokenOptions, TokenSource, TokenSourceOptions } from './token-source-contract.ts'
import { untilAborted } from './until-aborted.ts'
import { onWake, type WakeReason } from './wake-events.ts'

const checkMs = 1_000

/** Holds the page's current token in memory and renews it. Sends no request before its first use. */
export function createTokenSource(options: TokenSourceOptions = {}): TokenSource {
  const { initialToken, endpoint = defaultEndpoint } = options
  const { now, monotonic, random } = sourceTiming(options as Partial<SourceTiming>)
  const clock = createTokenClock({ now, monotonic })
  const retries = createRetrySchedule(random)
  const holder = createTokenHolder({ initialToken, now, clock, retries })
  const { getSnapshot, listeners } = holder
  const tabs = options.tabs?.[connect]({
    ...holder,
    endpoint,
    adopt: ({ response, ageMs }) => holder.adopt({ response, requestedAt: clock() - ageMs }, 'tab'),
    signOut,
  })
  const renewal = createTokenRenewal({ source: options, holder, tabs, retries, clock })
  let disposed: TokenError | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaking: (() => void) | undefined

  async function renew(isExplicit: boolean): Promise<string> {
    if (disposed) throw disposed
    return renewal.renew(isExplicit)
  }

  /** Drops the token and every response still to come. */
  function signOut() {
    renewal.abort(createEndpointError('signed-out'))
    retries.succeeded()
    holder.signOut()
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
    const time = clock()
    // Another user may have signed in meanwhile.
    const renewAt = reason === 'restored' || holder.isRejected() ? 0 : holder.lifetime().renewAt
    if (time < Math.max(renewAt, renewal.closedUntil())) return false
    // After a sign-out only user activity sends a request.
    if (reason !== 'tick' && isVisible) return true
    return status !== 'signed-out' && time >= retries.dueAt
  }

  async function getToken({ minRemainingMs = 10_000, signal }: GetTokenOptions = {}): Promise<string> {
    const { token } = getSnapshot()
    if (token && holder.remainingMs() > Math.min(minRemainingMs, holder.lifetime().maxDemandMs)) {
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

  function stop() {
    clearTimeout(timer)
    stopWaking?.()
  }

  return {
    getSnapshot,
    getServerSnapshot: holder.getServerSnapshot,
    subscribe(listener) {
      // A component that disposes of its source in a cleanup mounts twice in React's StrictMode.
      if (disposed) holder.restart()
      disposed = undefined
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
        holder.reject()
        await renew(true)
      }
      return getToken()
    },
    signOut() {
      tabs?.signOut()
      signOut()
    },
    dispose() {
      disposed = createEndpointError('disposed')
      renewal.abort(disposed)
      holder.signOut(disposed)
      tabs?.close()
      listeners.clear()
      stop()
    },
  }
}
