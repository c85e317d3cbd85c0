import { type Mock, vi } from 'vitest'
import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { jwt } from '../fake-endpoint.test.support.ts'
import { createTokenSource } from '../token-source.ts'
import type { TokenSource, TokenSourceOptions } from '../token-source-contract.ts'
import { createTabChannel, type TabChannelOptions } from './tab-channel.ts'

/** More messages than any test needs: tabs that send them without end would never let a test fail. */
const mostMessages = 10_000

/** Delivers to every other open channel of the name, as the browser does: a copy, and later. */
export class FakeChannel {
  static open = new Set<FakeChannel>()
  /** The type of messages that get lost, such as those to a frozen tab. */
  static lost: string | undefined
  static messages = 0
  onmessage: ((event: { data: unknown }) => void) | undefined
  readonly name: string
  constructor(name: string) {
    this.name = name
    FakeChannel.open.add(this)
  }
  postMessage(data: unknown) {
    const copy = structuredClone(data)
    if (Object(data).type === FakeChannel.lost || ++FakeChannel.messages > mostMessages) return
    for (const channel of FakeChannel.open) {
      if (channel === this || channel.name !== this.name) continue
      queueMicrotask(() => FakeChannel.open.has(channel) && channel.onmessage?.({ data: copy }))
    }
  }
  close() {
    FakeChannel.open.delete(this)
  }
}

function fakeLocks() {
  const taken = new Set<string>()
  return {
    async request(name: string, _options: unknown, work: (lock: object | null) => Promise<void>) {
      if (taken.has(name)) return work(null)
      taken.add(name)
      try {
        await work({})
      } finally {
        taken.delete(name)
      }
    },
  }
}

interface World {
  minted: number
  user: string
  tabs: TokenSource[]
  fetch: Mock<(url: string, init: RequestInit) => Promise<Response>>
}

/** Shared by the tabs of one test: the token endpoint, and the user who is signed in there. */
export const world: World = { minted: 0, user: 'alice', tabs: [], fetch: vi.fn() }

/** The response of the endpoint to the signed-in user, after a tenth of a second. */
export async function answer(changes: object = {}) {
  const minted = ++world.minted
  const { user } = world
  const token = jwt(user, minted)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const rest = { subject: user, expiresIn: 3480, refreshIn: 2710, ...changes }
  return Response.json({ token, kind: 'search', organizationId: 'acme', ...rest, fingerprint: `f${minted}` })
}

/** A token of one user that the server rendered into a page. */
export function initialFor(user: string): TokenResponse {
  const rest = { kind: 'search', organizationId: 'acme', expiresIn: 3480, refreshIn: 2710 } as const
  return { token: jwt(user, 99), fingerprint: `initial-${user}`, subject: user, ...rest }
}

export function startTabs() {
  vi.useFakeTimers()
  FakeChannel.open.clear()
  FakeChannel.lost = undefined
  FakeChannel.messages = 0
  Object.assign(world, { minted: 0, user: 'alice', tabs: [] })
  world.fetch.mockReset().mockImplementation(() => answer())
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  vi.stubGlobal('navigator', { locks: fakeLocks() })
}

/** Starts tabs that miss every announcement of a user: each finds out by its own requests. */
export function startUntoldTabs() {
  startTabs()
  FakeChannel.lost = 'user'
}

export function stopTabs() {
  for (const tab of world.tabs) tab.dispose()
  vi.useRealTimers()
}

export function openTab(options?: TabChannelOptions, more: TokenSourceOptions = {}) {
  const source = createTokenSource({
    endpoint: '/api/coveo-token',
    fetch: world.fetch,
    tabs: createTabChannel(options),
    ...more,
  })
  world.tabs.push(source)
  source.subscribe(() => {})
  return source
}

/** Opens a tab, and waits until it has its token. */
export async function openReadyTab(options?: TabChannelOptions, more?: TokenSourceOptions) {
  const tab = openTab(options, more)
  await vi.advanceTimersByTimeAsync(3_000)
  return tab
}

/** A token of Alice's that lasts longer than any of the endpoint. */
export const longerToken = {
  token: 'x',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  subject: 'alice',
  expiresIn: 1e6,
  refreshIn: 1e5,
} as const

export function forge(data: unknown, name = [...FakeChannel.open][0]?.name ?? '') {
  const forger = new FakeChannel(name)
  forger.postMessage(data)
  forger.close()
}

/** The messages of some types, as every tab sends them. */
export function spyOnMessages(...types: string[]) {
  const sent: object[] = []
  const post = FakeChannel.prototype.postMessage
  vi.spyOn(FakeChannel.prototype, 'postMessage').mockImplementation(function (this: FakeChannel, data: unknown) {
    if (types.includes(Object(data).type)) sent.push(Object(data))
    post.call(this, data)
  })
  return sent
}

/** The user of each tab. */
export function subjects() {
  return world.tabs.map((tab) => tab.getSnapshot().subject)
}
