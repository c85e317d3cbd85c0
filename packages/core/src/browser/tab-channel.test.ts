// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import './endpoint-fault.ts'
import { type TabChannelOptions, tabChannel } from './tab-channel.ts'
import { createTokenSource } from './token-source.ts'
import type { TokenSource } from './token-source-contract.ts'

/** Delivers to every other open channel of the name, as the browser does: a copy, and later. */
class FakeChannel {
  static open = new Set<FakeChannel>()
  onmessage: ((event: { data: unknown }) => void) | undefined
  readonly name: string
  constructor(name: string) {
    this.name = name
    FakeChannel.open.add(this)
  }
  postMessage(data: unknown) {
    const copy = structuredClone(data)
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

let minted: number
let tabs: TokenSource[]
let user: string
const fetch = vi.fn()

async function answer() {
  minted++
  const token = `${btoa('{}')}.${btoa(JSON.stringify({ userIds: [{ name: user }], minted }))}.sig`
  const fingerprint = `f${minted}`
  await new Promise((resolve) => setTimeout(resolve, 100))
  return Response.json({ token, kind: 'search', organizationId: 'acme', expiresIn: 3480, refreshIn: 2710, fingerprint })
}

function openTab(options?: TabChannelOptions) {
  const source = createTokenSource({ endpoint: '/api/coveo-token', fetch, tabs: tabChannel(options) })
  tabs.push(source)
  source.subscribe(() => {})
  return source
}

function forge(data: unknown, name = [...FakeChannel.open][0]?.name ?? '') {
  const forger = new FakeChannel(name)
  forger.postMessage(data)
  forger.close()
}

describe('tabChannel', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    FakeChannel.open.clear()
    minted = 0
    tabs = []
    user = 'alice'
    fetch.mockReset().mockImplementation(answer)
    vi.stubGlobal('BroadcastChannel', FakeChannel)
    vi.stubGlobal('navigator', { locks: fakeLocks() })
  })
  afterEach(() => {
    for (const tab of tabs) tab.dispose()
    vi.useRealTimers()
  })

  it('lets five tabs of a session that open at once make one request', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(new Set(tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f1']))
    expect(tabs.map((tab) => tab.getSnapshot().origin).sort()).toEqual(['network', 'tab', 'tab', 'tab', 'tab'])
  })

  it('gives the token to a tab that opens later, with the life that it has left', async () => {
    openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(600_000)
    const late = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(late.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: 'f1' })
    expect(Math.abs(Number(late.getSnapshot().expiresAt) - Number(tabs[0]?.getSnapshot().expiresAt))).toBeLessThan(100)
  })

  it('renews once for all tabs', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(2_720_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(new Set(tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f2']))
  })

  it('replaces a refused token in every tab with one request', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    const { token } = tabs[0]?.getSnapshot() ?? {}
    const rejected = tabs.map((tab) => tab.reject(token ?? ''))
    await vi.advanceTimersByTimeAsync(3_000)
    await Promise.all(rejected)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(new Set(tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f2']))
  })

  it('signs out everywhere when one tab does', async () => {
    const [first, second] = [openTab({ session: 'alice-1' }), openTab({ session: 'alice-1' })]
    await vi.advanceTimersByTimeAsync(3_000)
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(second.getSnapshot()).toMatchObject({ status: 'signed-out', epoch: 1 })
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('drops what is under way in another tab at sign-out', async () => {
    const [first, second] = [openTab(), openTab()]
    const waiting = expect(second.getToken()).rejects.toMatchObject({ code: 'signed-out' })
    await vi.advanceTimersByTimeAsync(60)
    first.signOut()
    await vi.advanceTimersByTimeAsync(3_000)
    await vi.dynamicImportSettled()
    await waiting
    expect(second.getSnapshot().token).toBeUndefined()
  })

  it('never hears another session', async () => {
    openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    user = 'bob'
    const bob = openTab({ session: 'bob-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    tabs[0]?.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(bob.getSnapshot()).toMatchObject({ status: 'ready', origin: 'network', fingerprint: 'f2' })
  })

  it('without a session takes its first token from the endpoint, and later ones of the same user from tabs', async () => {
    const first = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    const second = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    const renewed = first.renew()
    await vi.advanceTimersByTimeAsync(3_000)
    await renewed
    expect(second.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: first.getSnapshot().fingerprint })
  })

  it('without a session takes no token of a user who signed in elsewhere', async () => {
    const alice = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    user = 'bob'
    const bob = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(bob.getSnapshot().fingerprint).toBe('f2')
    expect(alice.getSnapshot().fingerprint).toBe('f1')
  })

  it.each([
    ['nothing', undefined],
    ['a string', 'token'],
    ['a token without an answer', { type: 'token' }],
    ['an answer of the wrong types', { type: 'token', answer: { token: 1 }, sentAt: 0 }],
    [
      'an answer without an instant',
      {
        type: 'token',
        answer: { token: 'x', kind: 'search', organizationId: 'acme', fingerprint: 'f', expiresIn: 1e6, refreshIn: 1 },
      },
    ],
    [
      'a token long ended',
      {
        type: 'token',
        answer: { token: 'x', kind: 'search', organizationId: 'acme', fingerprint: 'f', expiresIn: 1, refreshIn: 1 },
        sentAt: 1,
      },
    ],
  ])('takes no message that is %s', async (_name, message) => {
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    const before = tab.getSnapshot()
    forge(message)
    await vi.advanceTimersByTimeAsync(10)
    expect(tab.getSnapshot()).toBe(before)
  })

  it('asks by itself when the tab whose turn it is does not answer', async () => {
    vi.stubGlobal('navigator', {
      locks: { request: (_n: string, _o: unknown, work: (lock: null) => unknown) => work(null) },
    })
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(1_200)
    expect(tab.getSnapshot()).toMatchObject({ status: 'ready', origin: 'network' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['BroadcastChannel is missing', 'BroadcastChannel', undefined],
    [
      'BroadcastChannel throws',
      'BroadcastChannel',
      class {
        constructor() {
          throw new Error('SecurityError')
        }
      },
    ],
    ['Web Locks are missing', 'navigator', {}],
    [
      'Web Locks throw',
      'navigator',
      {
        locks: {
          request() {
            throw new Error('SecurityError')
          },
        },
      },
    ],
    ['Web Locks refuse', 'navigator', { locks: { request: () => Promise.reject(new Error('InvalidStateError')) } }],
  ])('goes on alone where %s', async (_name, api, value) => {
    vi.stubGlobal(api, value)
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tab.getSnapshot()).toMatchObject({ status: 'ready', origin: 'network' })
    tab.signOut()
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('asks the endpoint once when it fails under the lock', async () => {
    fetch.mockImplementation(async () => new Response('', { status: 500 }))
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(50)
    await vi.dynamicImportSettled()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(tab.getSnapshot()).toMatchObject({ status: 'error', error: { status: 500 } })
  })

  it('holds no channel while the page rests in the back-forward cache', async () => {
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    window.dispatchEvent(new Event('pagehide'))
    expect(FakeChannel.open.size).toBe(0)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(FakeChannel.open.size).toBe(1)
    tab.dispose()
    expect(FakeChannel.open.size).toBe(0)
  })
})
