import { vi } from 'vitest'
import { createTokenSource } from '../token-source.ts'
import { createTabChannel } from './tab-channel.ts'
import { type Fault, withFault } from './world-fault.test.support.ts'
import { WorldLocks } from './world-locks.test.support.ts'
import { type MintedToken, respondWith, tokenLifetimeMs, WorldMint } from './world-mint.test.support.ts'
import type { Message, PendingRequest, WorldTab } from './world-tab.test.support.ts'
import { WorldTimers } from './world-timers.test.support.ts'

export interface WorldOptions {
  /** The session of both tabs. Their pages then come with a token of Alice's. */
  readonly session?: string | undefined
  /** Whether the endpoint names the session of each token. The pages then come without one. */
  readonly namesSession?: boolean | undefined
  readonly fault?: Fault | undefined
}

const mostRequestsPerMinute = 6
/** Passes after every event: long enough for tabs to exchange messages, and to stop waiting for each other. */
const pauseMs = 1_100
/** Longer than every deadline of the source. */
const lastWaitMs = 61_000

/** Two tabs of one browser and their endpoint. Every response, message and lock waits until an event lets it happen. */
export class SmallWorld {
  /** Broken promises, in words. */
  readonly breaches: string[] = []
  private readonly tabs: WorldTab[] = []
  private readonly tokens = new WorldMint()
  private readonly timers = new WorldTimers()
  private readonly locks = new WorldLocks()
  private readonly options: WorldOptions
  private openChannel: () => object = () => ({})
  private cookie: string | undefined = 'alice'
  private order = 0

  constructor(options: WorldOptions) {
    this.options = options
    world = this
    for (const index of [0, 1] as const) this.tabs.push(this.openTab(index))
  }

  /** Whether an event can happen now. */
  canHappen(event: string): boolean {
    const [name, detail] = event.split(' ')
    const tab = this.tabs[Number(detail)]
    if (name === 'renew') return tab?.waits === 0
    if (name === 'report') return tab?.waits === 0 && tab.source.getSnapshot().token !== undefined
    if (name === 'respond' || name === 'fail') return (tab?.pending.length ?? 0) > 0
    return true
  }

  /** Lets one event happen, waits for its consequences, and checks every promise. */
  async apply(event: string): Promise<void> {
    const [name, detail] = event.split(' ')
    const tab = this.tabs[Number(detail)] as WorldTab
    if (name === 'cookie') this.cookie = this.cookie === 'alice' ? 'bob' : 'alice'
    else if (name === 'sleep') await this.advance(tokenLifetimeMs)
    else if (name === 'lock') this.locks.toggle()
    else if (name === 'renew') this.wait(tab, tab.source.renew())
    else if (name === 'report') this.wait(tab, tab.source.reportRejected(tab.source.getSnapshot().token ?? ''))
    else if (name === 'respond') this.respond(tab)
    else if (name === 'fail') tab.pending.shift()?.settle(respondWith(503, {}))
    else if (name === 'sign-out') this.signOut(tab)
    else if (name === 'freeze') tab.isFrozen = !tab.isFrozen
    await this.deliver()
    await this.advance(pauseMs)
    for (const each of this.tabs) this.check(each)
  }

  /** Lets time pass while nothing else happens: then nothing may be left waiting. */
  async drain(): Promise<void> {
    for (let step = 0; step < 4; step++) await this.advance(lastWaitMs)
    for (const tab of this.tabs) {
      this.check(tab)
      if (tab.waits > 0) this.breaches.push('a call is pending for ever')
    }
  }

  /** Everything that decides how the world goes on, without the names of its tokens. */
  state(): string {
    const facts = (token: string | undefined) => {
      const minted = this.tokens.find(token)
      return minted && [minted.user, minted.endsAt > this.timers.time]
    }
    const tabs = this.tabs.map((tab) => {
      const { status, token } = tab.source.getSnapshot()
      const inbox = tab.inbox.map(({ data, order }) => [
        data.type,
        facts(data.response?.token),
        order < tab.signedOutAt,
      ])
      return JSON.stringify([
        [
          status,
          facts(token) ?? tab.user,
          tab.waits > 0,
          tab.isFrozen,
          this.recentRequests(tab) >= mostRequestsPerMinute - 1,
        ],
        tab.pending.map(({ user, method, order }) => [user, method, order < tab.signedOutAt]),
        inbox.slice(-2),
      ])
    })
    return JSON.stringify([this.cookie, tabs, this.locks.state()])
  }

  async close(): Promise<void> {
    for (const { source } of this.tabs) source.dispose()
    await microtasks()
  }

  /** Replaces the clocks, timers, channels and locks of the page by those of the current world. */
  static stubPage(): void {
    let timerId = 0
    // Stacks would take most of the time of a walk.
    Error.stackTraceLimit = 0
    vi.stubGlobal('setTimeout', (run: (argument: unknown) => void, ms: number, argument: unknown) => {
      const isLost = world.options.fault === 'endless wait' && ms === 10_000
      if (!isLost) world.timers.set(++timerId, ms, () => run(argument))
      return timerId
    })
    vi.stubGlobal('clearTimeout', (id: number) => world.timers.clear(id))
    vi.stubGlobal('location', { href: 'http://app.test/' })
    vi.stubGlobal('Date', { now: () => 1.7e12 + world.timers.time })
    vi.stubGlobal('navigator', {
      locks: { request: (...lock: Parameters<WorldLocks['request']>) => world.locks.request(...lock) },
    })
    // A constructor that returns an object: the source then sets `onmessage` of that object.
    vi.stubGlobal('BroadcastChannel', function BroadcastChannel() {
      return world.openChannel()
    })
  }

  private openTab(index: 0 | 1): WorldTab {
    const { session, namesSession, fault } = this.options
    const channel = {
      name: 'channel',
      onmessage: (_event: { data: unknown }) => {},
      postMessage: (data: Message['data']) => this.post(index, structuredClone(data)),
      close() {},
    }
    this.openChannel = () => channel
    const pending: PendingRequest[] = []
    const requestTimes: number[] = []
    const clock = () => (fault === 'expired token' ? 0 : this.timers.time)
    const link = createTabChannel({ session })
    const options = {
      fetch: (_url: string, { method = 'GET', signal }: RequestInit) =>
        new Promise<Response>((settle, reject) => {
          pending.push({ user: this.cookie, method, order: ++this.order, settle })
          requestTimes.push(this.timers.time)
          signal?.addEventListener('abort', () => reject(signal.reason))
        }),
      tabs: fault ? withFault(link, fault) : link,
      initialToken: session && !namesSession ? this.tokens.mint('alice', { order: 0, now: 0 }) : undefined,
      now: clock,
      monotonic: clock,
      random: () => 0.5,
    }
    const source = createTokenSource(options)
    source.subscribe(() => {})
    const read = ({ data }: Message) => channel.onmessage({ data })
    const user = session && !namesSession ? 'alice' : undefined
    return {
      source,
      pending,
      requestTimes,
      inbox: [],
      isFrozen: false,
      read,
      signedOutAt: 0,
      token: undefined,
      user,
      waits: 0,
    }
  }

  private post(from: 0 | 1, data: Message['data']) {
    this.tabs[1 - from]?.inbox.push({ data, order: ++this.order })
  }

  private respond(tab: WorldTab) {
    const { user, order, settle } = tab.pending.shift() as PendingRequest
    if (!user) return settle(respondWith(401, {}))
    const response = this.tokens.mint(user, { order, now: this.timers.time })
    settle(respondWith(200, this.options.namesSession ? { ...response, sessionKey: user } : response))
  }

  private signOut(tab: WorldTab) {
    tab.source.signOut()
    this.cookie = undefined
    tab.signedOutAt = ++this.order
  }

  /** Delivers the messages to every tab that is not frozen, in their order. */
  private async deliver(): Promise<void> {
    await microtasks()
    for (const tab of this.tabs) {
      if (tab.isFrozen || tab.inbox.length === 0) continue
      const message = tab.inbox.shift() as Message
      tab.read(message)
      if (message.data.type === 'sign-out') {
        tab.signedOutAt = ++this.order
        if (tab.source.getSnapshot().token) this.breaches.push('a sign-out left a token in the other tab')
      }
      return this.deliver()
    }
  }

  private wait(tab: WorldTab, promise: Promise<string>) {
    tab.waits++
    promise
      .then(
        (token) => {
          if ((this.tokens.find(token)?.endsAt ?? 0) <= this.timers.time) this.breaches.push('an expired token')
        },
        () => {},
      )
      .finally(() => {
        tab.waits--
      })
  }

  private recentRequests(tab: WorldTab): number {
    return tab.requestTimes.filter((time) => time > this.timers.time - 60_000).length
  }

  private check(tab: WorldTab) {
    const { token, origin } = tab.source.getSnapshot()
    if (this.recentRequests(tab) > mostRequestsPerMinute) this.breaches.push('a request storm')
    if (token === undefined) return
    const { user, endsAt, order } = this.tokens.find(token) as MintedToken
    if (endsAt <= this.timers.time) this.breaches.push('an expired token')
    if (token === tab.token) return
    if (order < tab.signedOutAt) this.breaches.push('a token from before the sign-out')
    // The session names its user. Without a session, the user of the tab is that of its last token.
    const ownUser = this.options.session ?? tab.user
    if (origin === 'tab' && user !== ownUser) this.breaches.push('a token of another user')
    tab.token = token
    tab.user = user
  }

  private advance(ms: number): Promise<void> {
    return this.timers.advance(ms, () => this.deliver())
  }
}

let world: SmallWorld

/** Waits until every microtask has run. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await undefined
}
