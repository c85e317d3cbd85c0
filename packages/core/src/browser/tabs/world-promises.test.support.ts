import { type MintedToken, type WorldMint, worldEpoch } from './world-mint.test.support.ts'
import type { WorldTab } from './world-tab.test.support.ts'
import type { WorldTimers } from './world-timers.test.support.ts'

const mostRequestsPerMinute = 6
/** The longest pause of the source: after an error that no retry mends. */
const longestPauseMs = 300_000
/** By how much the source may believe a token longer than it lasts: it counts a response from its request. */
const toleranceMs = 16_000

export interface WorldPromisesOptions {
  readonly tokens: WorldMint
  readonly timers: WorldTimers
  /** The user of both tabs, if their session names one. */
  readonly session?: string | undefined
  /** Whether the wall clock is set: then its instants are not checked. */
  readonly setsClock?: boolean | undefined
}

/** The promises of a source, checked after every event. */
export class WorldPromises {
  /** Broken promises, in words. */
  readonly breaches: string[] = []
  private readonly options: WorldPromisesOptions

  constructor(options: WorldPromisesOptions) {
    this.options = options
  }

  /** Checks the state of a tab. */
  check(tab: WorldTab): void {
    const { tokens, timers, session, setsClock } = this.options
    const { status, token, origin, expiresAt = 0, retryAt = Infinity } = tab.source.getSnapshot()
    const isLate = retryAt - worldEpoch > timers.time + longestPauseMs
    if (status === 'error' && isLate && !setsClock) this.breaches.push('a renewal has ended')
    if (this.recentRequests(tab) > mostRequestsPerMinute) this.breaches.push('a request storm')
    if (token === undefined) return
    const { user, endsAt, order } = tokens.find(token) as MintedToken
    if (endsAt <= timers.time) this.breaches.push('an expired token')
    const isTooLong = expiresAt - worldEpoch > endsAt + toleranceMs
    if (isTooLong && !setsClock) this.breaches.push('a token is believed longer than it lasts')
    if (this.ignoresUser(tab, { user, order })) this.breaches.push('a token of the user before a change in another tab')
    if (token === tab.token) return
    if (order < tab.change.order) this.breaches.push(`a token from before the ${tab.change.name}`)
    // The session names its user. Without a session, the user of the tab is that of its last token.
    const ownUser = session ?? tab.user
    if (origin === 'tab' && user !== ownUser) this.breaches.push('a token of another user')
    tab.token = token
    tab.user = user
  }

  /** Checks two tabs while no user is signed in: where one tab knows that, the other keeps no token that came with its page. */
  checkEnded(tabs: readonly WorldTab[]): void {
    const isQuiet = tabs.every(
      (tab) => !(tab.pending.length || tab.inbox.length || tab.isFrozen || tab.isHidden || this.isBusy(tab)),
    )
    const snapshots = tabs.map((tab) => tab.source.getSnapshot())
    const isKept = snapshots.some(({ origin }) => origin === 'initial')
    const isKnown = snapshots.some(({ status }) => status === 'signed-out')
    if (isQuiet && isKept && isKnown) this.breaches.push('a token of a session that has ended')
  }

  /** Checks the token that a call resolves with. */
  wait(tab: WorldTab, promise: Promise<string>, check?: (token: MintedToken) => void): void {
    tab.waits++
    promise
      .then(
        (token) => {
          const minted = this.options.tokens.find(token) as MintedToken
          if (minted.endsAt <= this.options.timers.time) this.breaches.push('an expired token')
          check?.(minted)
        },
        () => {},
      )
      .finally(() => {
        tab.waits--
      })
  }

  /** Whether a tab that received another user keeps its older token without a request. */
  private ignoresUser({ told, pending, requestTimes, ...tab }: WorldTab, { user, order }: Partial<MintedToken>) {
    const other = this.options.tokens.find(told?.token)
    if (!told || !other || other.user === user || other.order < Number(order)) return false
    const hasAsked = pending.length > 0 || requestTimes.length > told.requests || tab.source.getSnapshot().error
    return !hasAsked && requestTimes.length < mostRequestsPerMinute - 1
  }

  /** Whether the next request may be one too many. */
  isBusy(tab: WorldTab): boolean {
    return this.recentRequests(tab) >= mostRequestsPerMinute - 1
  }

  private recentRequests({ requestTimes }: WorldTab): number {
    return requestTimes.filter((time) => time > this.options.timers.time - 60_000).length
  }
}
