import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { microtasks } from './microtasks.test.support.ts'
import { openWorldTab } from './open-world-tab.test.support.ts'
import { WorldEndpoint, type WorldEndpointOptions } from './world-endpoint.test.support.ts'
import type { Fault } from './world-fault.test.support.ts'
import { WorldLocks } from './world-locks.test.support.ts'
import { tokenLifetimeMs } from './world-mint.test.support.ts'
import { stubPage } from './world-page.test.support.ts'
import { WorldPromises } from './world-promises.test.support.ts'
import type { Message, WorldTab } from './world-tab.test.support.ts'
import { WorldTimers } from './world-timers.test.support.ts'
import { WorldWindows } from './world-windows.test.support.ts'

export interface WorldOptions extends WorldEndpointOptions {
  /** The session of both tabs. Their pages then come with a token of Alice's. */
  readonly session?: string | undefined
  readonly fault?: Fault | undefined
  /** Whether the wall clock is set: then no instant of it can be checked. */
  readonly setsClock?: boolean | undefined
}

/** Passes after every event: long enough for tabs to exchange messages, and to stop waiting for each other. */
const pauseMs = 1_100
/** By how much the wall clock is set back: by more than any token lasts. */
const clockStepMs = 2 * tokenLifetimeMs
/** More messages than the consequences of one event need: tabs that send them without end would never let a walk end. */
const mostMessages = 100
/** Longer than every deadline of the source. */
const lastWaitMs = 61_000

/** Two tabs of one browser and their endpoint. Every response, message and lock waits until an event lets it happen. */
export class SmallWorld {
  private readonly tabs: WorldTab[] = []
  readonly timers = new WorldTimers()
  readonly locks = new WorldLocks()
  readonly windows = new WorldWindows()
  readonly channels: object[] = []
  /** Messages since the last event. */
  private messages = 0
  readonly lostTimerMs: number | undefined
  readonly endpoint: WorldEndpoint
  private readonly promises: WorldPromises
  private readonly options: WorldOptions
  /** The initial token of a page that was prefetched at the start. */
  private readonly prefetched: TokenResponse

  constructor(options: WorldOptions) {
    const { fault } = options
    this.options = options
    this.lostTimerMs = fault === 'endless wait' ? 10_000 : undefined
    this.endpoint = new WorldEndpoint(this.timers, options)
    this.promises = new WorldPromises({ tokens: this.endpoint.tokens, timers: this.timers, ...options })
    world = this
    for (const index of [1, 0] as const) {
      this.windows.current = index
      this.tabs[index] = this.openTab(index)
    }
    this.prefetched = this.endpoint.mint('alice')
  }

  /** Broken promises, in words. */
  get breaches(): string[] {
    return this.promises.breaches
  }

  /** Whether an event can happen now. */
  canHappen(event: string): boolean {
    const [name, detail] = event.split(' ')
    const tab = this.tabs[Number(detail)]
    if (!tab) return true
    if (name === 'restore') return tab.isHidden
    if (tab.isHidden) return false
    // A response that arrives after the sign-in is too new to be recognized as a copy.
    if (name === 'later-sign-in') return this.tabs.every(({ pending }) => pending.length === 0)
    if (name === 'renew' || name === 'get') return tab.waits === 0
    if (name === 'leave') return tab.leaving !== undefined
    if (name === 'report') return tab.waits === 0 && tab.source.getSnapshot().token !== undefined
    if (['respond', 'repeat', 'fail', 'miss'].includes(name as string)) return tab.pending.length > 0
    return true
  }

  /** Lets one event happen, waits for its consequences, and checks every promise. */
  async apply(event: string): Promise<void> {
    const [name, detail] = event.split(' ')
    const tab = this.tabs[Number(detail)] as WorldTab
    const { endpoint, promises } = this
    this.messages = 0
    if (name === 'cookie') endpoint.cookie = endpoint.cookie === 'alice' ? 'bob' : 'alice'
    else if (name === 'sleep') await this.advance(tokenLifetimeMs)
    else if (name === 'minute') await this.advance(60_000)
    else if (name === 'nap') await this.nap()
    else if (name === 'clock') this.timers.behindMs = this.timers.behindMs === 0 ? clockStepMs : 0
    else if (name === 'lock') this.locks.toggle()
    else if (name === 'renew') promises.wait(tab, tab.source.renew())
    else if (name === 'report') promises.wait(tab, tab.source.reportRejected(tab.source.getSnapshot().token ?? ''))
    else if (name === 'respond') endpoint.respond(tab)
    else if (name === 'repeat') endpoint.repeat(tab)
    else if (name === 'fail') endpoint.fail(tab, 503)
    else if (name === 'miss') endpoint.fail(tab, 404)
    else if (name === 'sign-in') this.signIn(tab)
    else if (name === 'later-sign-in') await this.signInLater(tab)
    else if (name === 'get') this.get(tab)
    else if (name === 'leave') await this.leave(tab)
    else if (name === 'hide') this.hide(tab)
    else if (name === 'restore') this.restore(tab)
    else if (name === 'page') this.showPage(tab, endpoint.renderPage())
    else if (name === 'prefetched') this.showPage(tab, this.prefetched)
    else if (name === 'sign-out') this.signOut(tab)
    else if (name === 'old') this.openPage(tab, this.prefetched)
    else if (name === 'open') this.openPage(tab, null)
    else if (name === 'freeze') tab.isFrozen = !tab.isFrozen
    await this.deliver()
    await this.advance(pauseMs)
    for (const each of this.tabs) promises.check(each)
    if (!endpoint.cookie) promises.checkEnded(this.tabs)
  }

  /** Lets time pass while nothing else happens: then nothing may be left waiting. */
  async drain(): Promise<void> {
    for (let step = 0; step < 4; step++) await this.advance(lastWaitMs)
    for (const tab of this.tabs) {
      this.promises.check(tab)
      if (tab.waits > 0) this.breaches.push('a call is pending for ever')
    }
  }

  /** Everything that decides how the world goes on, without the names of its tokens. */
  state(): string {
    const facts = (token: string | undefined) => {
      const minted = this.endpoint.tokens.find(token)
      return minted && [minted.user, Math.max(0, Math.ceil((minted.endsAt - this.timers.time) / 60_000))]
    }
    const tabs = this.tabs.map((tab) => {
      const { status, token } = tab.source.getSnapshot()
      const isOld = (order = 0) => order < tab.change.order
      const inbox = tab.inbox.map(({ data, order }) => [data.type, facts(data.response?.token), isOld(order)])
      return JSON.stringify([
        [
          status,
          facts(token) ?? tab.user,
          tab.waits > 0,
          tab.isFrozen,
          tab.isHidden,
          isOld(this.endpoint.tokens.find(token)?.order),
          tab.change.name,
          tab.leaving !== undefined,
          this.promises.isBusy(tab),
          // It doubles a walk, and matters only where an older token may come after it.
          this.options.hasCache && facts(tab.told?.token),
        ],
        tab.pending.map(({ user, method, order }) => [user, method, isOld(order)]),
        inbox.slice(-2),
      ])
    })
    const isPrefetchedOld = this.tabs.map(({ source }) => source.isOutdated(this.prefetched))
    const { cookie, cached } = this.endpoint
    const { behindMs } = this.timers
    return JSON.stringify([cookie, tabs, this.locks.state(), isPrefetchedOld, facts(cached?.token), behindMs])
  }

  async close(): Promise<void> {
    for (const { source } of this.tabs) source.dispose()
    await microtasks()
  }

  /** Replaces the page by that of the current world. */
  static stubPage(): void {
    // Stacks would take most of the time of a walk.
    Error.stackTraceLimit = 0
    stubPage(() => world)
  }

  private openTab(index: 0 | 1, initialToken?: TokenResponse | null): WorldTab {
    const { options, endpoint, timers, channels } = this
    const post = (data: Message['data']) => this.post(index, data)
    return openWorldTab({ index, ...options, endpoint, timers, channels, post, initialToken })
  }

  private post(from: 0 | 1, data: Message['data']) {
    if (++this.messages > mostMessages) {
      this.breaches.push('a message storm')
      return
    }
    const tab = this.tabs[1 - from]
    if (!tab?.isHidden) tab?.inbox.push({ data, order: this.endpoint.next() })
  }

  private signOut(tab: WorldTab) {
    tab.source.signOut()
    this.endpoint.cookie = undefined
    this.change(tab, 'sign-out')
  }

  /** The other user signs in, and the page requests the token. */
  private signIn(tab: WorldTab) {
    this.endpoint.cookie = this.endpoint.cookie === 'bob' ? 'alice' : 'bob'
    this.change(tab, 'sign-in')
    const { order } = tab.change
    this.promises.wait(tab, tab.source.renew(), (token) => {
      if (token.order < order) this.breaches.push('`renew()` resolved with a token from before the sign-in')
    })
  }

  /** Later than responses may differ in their count. */
  private async signInLater(tab: WorldTab) {
    await this.advance(60_000)
    this.signIn(tab)
  }

  /** The machine sleeps, and only the wall clock counts it. */
  private nap(): Promise<void> {
    this.timers.frozenMs += tokenLifetimeMs
    return this.advance(tokenLifetimeMs)
  }

  private get(tab: WorldTab) {
    const { name, order } = tab.change
    const leaving = new AbortController()
    tab.leaving = leaving
    const promise = tab.source.getToken({ signal: leaving.signal }).finally(() => {
      if (tab.leaving === leaving) tab.leaving = undefined
    })
    this.promises.wait(tab, promise, (token) => {
      const isOld = name === 'restore' && token.order < order && !tab.source.getSnapshot().error
      if (isOld) this.breaches.push('`getToken()` resolved with a token from before the restore')
    })
  }

  private async leave(tab: WorldTab) {
    tab.leaving?.abort(new Error('left'))
    await microtasks()
    if (tab.leaving) this.breaches.push('a caller waits after its signal')
    tab.leaving = undefined
  }

  private hide(tab: WorldTab) {
    tab.isHidden = true
    tab.inbox.splice(0)
    this.windows.dispatch(this.tabs.indexOf(tab), { type: 'pagehide' })
  }

  private restore(tab: WorldTab) {
    tab.isHidden = false
    this.change(tab, 'restore')
    this.windows.dispatch(this.tabs.indexOf(tab), { type: 'pageshow', persisted: true })
  }

  /** The router shows a page with an initial token, as the provider of React does. */
  private showPage({ source }: WorldTab, initialToken: TokenResponse | null) {
    const isOutdated = source.isOutdated(initialToken)
    const { status } = source.getSnapshot()
    if (isOutdated ? status === 'signed-out' : !source.matches(initialToken)) {
      source.restart(isOutdated ? undefined : initialToken)
    }
    if (!isOutdated && source.getSnapshot().subject !== initialToken?.subject) {
      this.breaches.push('the initial token of the next user is ignored')
    }
  }

  /** A new tab shows a page: `old` is the one that the server rendered at the start, that of `open` has no token. */
  private openPage(tab: WorldTab, initialToken: TokenResponse | null) {
    tab.source.dispose()
    const index = this.tabs.indexOf(tab) as 0 | 1
    this.windows.current = index
    this.tabs[index] = this.openTab(index, initialToken)
  }

  private change(tab: WorldTab, name: WorldTab['change']['name']) {
    tab.change = { name, order: this.endpoint.next() }
  }

  /** Delivers the messages to every tab that is not frozen, in their order. */
  private async deliver(): Promise<void> {
    await microtasks()
    for (const tab of this.tabs) {
      if (tab.isFrozen || tab.inbox.length === 0) continue
      const message = tab.inbox.shift() as Message
      const { type, response } = message.data
      if (type === 'user' && response) tab.told = { token: response.token, requests: tab.requestTimes.length }
      tab.read(message)
      if (type === 'sign-out') {
        this.change(tab, 'sign-out')
        if (tab.source.getSnapshot().token) this.breaches.push('a sign-out left a token in the other tab')
      }
      return this.deliver()
    }
  }

  private advance(ms: number): Promise<void> {
    return this.timers.advance(ms, () => this.deliver())
  }
}

let world: SmallWorld
