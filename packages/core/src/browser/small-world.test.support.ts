import { vi } from 'vitest'
import { createTabChannel } from './tab-channel.ts'
import { createTokenSource } from './token-source.ts'
import type { TokenSource } from './token-source-contract.ts'
import { type Fault, withFault } from './world-fault.test.support.ts'

export interface WorldOptions {
  /** The session of both tabs. Their pages then come with a token of Alice's. */
  readonly session?: string | undefined
  /** A planted fault. */
  readonly fault?: Fault | undefined
}

interface PendingRequest {
  /** The user whose cookie the request carries. */
  readonly user: string | undefined
  readonly method: string
  /** Place of the request in the order of everything that happened. */
  readonly order: number
  readonly settle: (response: Response) => void
}

interface Message {
  readonly data: { readonly type: string; readonly response?: { readonly token: string } }
  readonly order: number
}

interface Tab {
  readonly source: TokenSource
  readonly pending: PendingRequest[]
  readonly requestTimes: number[]
  /** A frozen tab reads its messages when it thaws. */
  isFrozen: boolean
  /** Messages that wait to be read. */
  readonly inbox: Message[]
  readonly read: (message: Message) => void
  /** Place in the order of the last sign-out in this tab. */
  signedOutAt: number
  /** The token of the last check, and the user of the last token. */
  token: string | undefined
  user: string | undefined
  /** Calls of `renew()` and `reportRejected()` that have not settled. */
  waits: number
}

interface MintedToken {
  readonly user: string
  readonly endsAt: number
  /** Place in the order of the request that brought it. */
  readonly order: number
}

/** Passes after every event: long enough for tabs to exchange messages, and to stop waiting for each other. */
const pauseMs = 1_100
const tokenLifetimeMs = 1_800_000
const mostRequestsPerMinute = 6
/** Longer than every deadline of the source. */
const lastWaitMs = 61_000
/** Over a longer time the machine sleeps: timers run late, and once. */
const longestAwakeMs = 10_000

/** Two tabs of one browser and their endpoint. Every response, message and lock waits until an event lets it happen. */
export class SmallWorld {
  /** Broken promises, in words. */
  readonly breaches: string[] = []
  private readonly tabs: Tab[] = []
  private readonly minted = new Map<string, MintedToken>()
  private readonly timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  private readonly lockRequests: (() => void)[] = []
  private readonly heldLocks = new Set<string>()
  private readonly options: WorldOptions
  private openChannel: () => object = () => ({})
  private cookie: string | undefined = 'alice'
  private time = 0
  private order = 0
  /** The lock manager does not respond. */
  private areLocksStuck = false

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
    const tab = this.tabs[Number(detail)] as Tab
    if (name === 'cookie') this.cookie = this.cookie === 'alice' ? 'bob' : 'alice'
    else if (name === 'sleep') await this.advance(tokenLifetimeMs)
    else if (name === 'lock') this.stickLocks(!this.areLocksStuck)
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
      const minted = token === undefined ? undefined : this.minted.get(token)
      return minted && [minted.user, minted.endsAt > this.time]
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
    return JSON.stringify([this.cookie, tabs, this.areLocksStuck, this.lockRequests.length, this.heldLocks.size])
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
      if (!isLost) world.timers.set(++timerId, { at: world.time + ms, run: () => run(argument) })
      return timerId
    })
    vi.stubGlobal('clearTimeout', (id: number) => world.timers.delete(id))
    vi.stubGlobal('location', { href: 'http://app.test/' })
    vi.stubGlobal('Date', { now: () => 1.7e12 + world.time })
    vi.stubGlobal('navigator', {
      locks: { request: (...lock: Parameters<SmallWorld['requestLock']>) => world.requestLock(...lock) },
    })
    // A constructor that returns an object: the source then sets `onmessage` of that object.
    vi.stubGlobal('BroadcastChannel', function BroadcastChannel() {
      return world.openChannel()
    })
  }

  private openTab(index: 0 | 1): Tab {
    const { session, fault } = this.options
    const channel = {
      name: 'channel',
      onmessage: (_event: { data: unknown }) => {},
      postMessage: (data: Message['data']) => this.post(index, structuredClone(data)),
      close() {},
    }
    this.openChannel = () => channel
    const pending: PendingRequest[] = []
    const requestTimes: number[] = []
    const clock = () => (fault === 'expired token' ? 0 : this.time)
    const link = createTabChannel({ session })
    const options = {
      fetch: (_url: string, { method = 'GET', signal }: RequestInit) =>
        new Promise<Response>((settle, reject) => {
          pending.push({ user: this.cookie, method, order: ++this.order, settle })
          requestTimes.push(this.time)
          signal?.addEventListener('abort', () => reject(signal.reason))
        }),
      tabs: fault ? withFault(link, fault) : link,
      initialToken: session ? this.mint('alice', 0) : undefined,
      now: clock,
      monotonic: clock,
      random: () => 0.5,
    }
    const source = createTokenSource(options)
    source.subscribe(() => {})
    const read = ({ data }: Message) => channel.onmessage({ data })
    const user = session ? 'alice' : undefined
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

  private mint(user: string, order: number) {
    const token = `${user}-${this.minted.size}`
    this.minted.set(token, { user, endsAt: this.time + tokenLifetimeMs, order })
    const expiresIn = tokenLifetimeMs / 1_000
    const rest = { kind: 'search', organizationId: 'acme', expiresIn, refreshIn: expiresIn * 0.8 } as const
    return { token, ...rest, fingerprint: `f-${token}`, subject: user }
  }

  private post(from: 0 | 1, data: Message['data']) {
    this.tabs[1 - from]?.inbox.push({ data, order: ++this.order })
  }

  private requestLock(name: string, _options: unknown, hold: (lock: object | null) => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const grant = () => {
        if (this.heldLocks.has(name)) return resolve(hold(null))
        this.heldLocks.add(name)
        resolve(hold({}).finally(() => this.heldLocks.delete(name)))
      }
      if (this.areLocksStuck) this.lockRequests.push(grant)
      else grant()
    })
  }

  private respond(tab: Tab) {
    const { user, order, settle } = tab.pending.shift() as PendingRequest
    settle(user ? respondWith(200, this.mint(user, order)) : respondWith(401, {}))
  }

  private signOut(tab: Tab) {
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

  private stickLocks(areStuck: boolean) {
    this.areLocksStuck = areStuck
    if (!areStuck) for (const grant of this.lockRequests.splice(0)) grant()
  }

  private wait(tab: Tab, promise: Promise<string>) {
    tab.waits++
    promise
      .then(
        (token) => {
          if ((this.minted.get(token)?.endsAt ?? 0) <= this.time) this.breaches.push('an expired token')
        },
        () => {},
      )
      .finally(() => {
        tab.waits--
      })
  }

  private recentRequests(tab: Tab): number {
    return tab.requestTimes.filter((time) => time > this.time - 60_000).length
  }

  private check(tab: Tab) {
    const { token, origin } = tab.source.getSnapshot()
    if (this.recentRequests(tab) > mostRequestsPerMinute) this.breaches.push('a request storm')
    if (token === undefined) return
    const { user, endsAt, order } = this.minted.get(token) as MintedToken
    if (endsAt <= this.time) this.breaches.push('an expired token')
    if (token === tab.token) return
    if (order < tab.signedOutAt) this.breaches.push('a token from before the sign-out')
    // The session names its user. Without a session, the user of the tab is that of its last token.
    const ownUser = this.options.session ?? tab.user
    if (origin === 'tab' && user !== ownUser) this.breaches.push('a token of another user')
    tab.token = token
    tab.user = user
  }

  private async advance(ms: number) {
    const until = this.time + ms
    const isAsleep = ms > longestAwakeMs
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)
      if (due.length === 0) break
      for (const [id, { at, run }] of isAsleep ? due : due.slice(0, 1)) {
        this.timers.delete(id)
        this.time = isAsleep ? until : Math.max(this.time, at)
        run()
        await this.deliver()
      }
      if (isAsleep) break
    }
    this.time = until
  }
}

let world: SmallWorld

/** Waits until every microtask has run. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await undefined
}

/** The members of a response that the source reads. A real one would take most of the time of a walk. */
function respondWith(status: number, body: unknown): Response {
  const text = JSON.stringify(body)
  return { ok: status < 300, status, headers: new Headers(), text: async () => text } as Response
}
