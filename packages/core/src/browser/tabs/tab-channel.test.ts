// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answer,
  forge,
  longerToken,
  openReadyTab,
  openTab,
  startTabs,
  stopTabs,
  world,
} from './fake-tabs.test.support.ts'

describe('createTabChannel', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  it('sends one request for five tabs of a session that open at once', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(world.fetch).toHaveBeenCalledTimes(1)
    expect(new Set(world.tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f1']))
    expect(world.tabs.map((tab) => tab.getSnapshot().origin).sort()).toEqual(['endpoint', 'tab', 'tab', 'tab', 'tab'])
  })

  it('gives a later tab the token with its remaining lifetime', async () => {
    openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(600_000)
    const late = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(world.fetch).toHaveBeenCalledTimes(1)
    expect(late.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: 'f1' })
    expect(
      Math.abs(Number(late.getSnapshot().expiresAt) - Number(world.tabs[0]?.getSnapshot().expiresAt)),
    ).toBeLessThan(100)
  })

  it('renews once for all tabs', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(2_720_000)
    expect(world.fetch).toHaveBeenCalledTimes(2)
    expect(new Set(world.tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f2']))
  })

  it('replaces a rejected token in every tab with one request', async () => {
    for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    const { token } = world.tabs[0]?.getSnapshot() ?? {}
    const rejected = world.tabs.map((tab) => tab.reportRejected(token ?? ''))
    await vi.advanceTimersByTimeAsync(3_000)
    await Promise.all(rejected)
    expect(world.fetch).toHaveBeenCalledTimes(2)
    expect(new Set(world.tabs.map((tab) => tab.getSnapshot().fingerprint))).toEqual(new Set(['f2']))
  })

  it('replaces a rejected token in the other tabs, also by one that expires sooner', async () => {
    const [first, second] = [openTab({ session: 'alice-1' }), openTab({ session: 'alice-1' })]
    await vi.advanceTimersByTimeAsync(3_000)
    world.fetch.mockImplementation(() => answer({ expiresIn: 600, refreshIn: 400 }))
    await Promise.all([first.reportRejected(first.getSnapshot().token ?? ''), vi.advanceTimersByTimeAsync(3_000)])
    expect(second.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: 'f2' })
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('ignores a failure when another tab has sent a token meanwhile', async () => {
    const tab = await openReadyTab({ session: 'alice-1' })
    world.fetch.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      forge({ type: 'token', session: 'alice-1', response: longerToken, requestedAt: Date.now() })
      await new Promise((resolve) => setTimeout(resolve, 100))
      return new Response('', { status: 500 })
    })
    const [token] = await Promise.all([tab.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(token).toBe('x')
    expect(tab.getSnapshot()).toMatchObject({ status: 'ready', origin: 'tab', error: undefined })
  })

  it('resolves with the token of another tab when its own request times out', async () => {
    const tab = await openReadyTab({ session: 'alice-1' })
    world.fetch.mockImplementation(
      (_url, { signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    )
    const renewed = tab.renew()
    await vi.advanceTimersByTimeAsync(5_000)
    forge({ type: 'token', session: 'alice-1', response: longerToken, requestedAt: Date.now() })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await renewed).toBe('x')
    expect(tab.getSnapshot()).toMatchObject({ status: 'ready', origin: 'tab', error: undefined })
  })

  it('offers no tab a token that Coveo rejected', async () => {
    const first = await openReadyTab({ session: 'alice-1' })
    world.fetch.mockImplementation(async () => new Response('', { status: 503 }))
    const refused = expect(first.reportRejected(first.getSnapshot().token ?? '')).rejects.toMatchObject({ status: 503 })
    await vi.advanceTimersByTimeAsync(100)
    await refused
    const late = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(200)
    expect(late.getSnapshot()).toMatchObject({ status: 'error', error: { status: 503 } })
  })

  it('takes a token that lasts longer from any tab of the session', async () => {
    const tab = await openReadyTab({ session: 'alice-1' })
    forge({ type: 'token', session: 'alice-1', response: longerToken, requestedAt: Date.now() - 1_000 })
    await vi.advanceTimersByTimeAsync(10)
    expect(tab.getSnapshot()).toMatchObject({ origin: 'tab', token: 'x' })
    expect(Math.round((Number(tab.getSnapshot().expiresAt) - Date.now()) / 1_000)).toBe(1e6 - 1)
  })

  it.each([
    ['nothing', undefined],
    ['a string', 'token'],
    ['a token without a response', { type: 'token', session: 'alice-1' }],
    ['a response of the wrong types', { type: 'token', session: 'alice-1', response: { token: 1 }, requestedAt: 0 }],
    ['a response without its time', { type: 'token', session: 'alice-1', response: longerToken }],
    [
      'a token that expired long ago',
      { type: 'token', session: 'alice-1', response: { ...longerToken, expiresIn: 1 }, requestedAt: 1 },
    ],
  ])('ignores a message that is %s', async (_name, message) => {
    const tab = await openReadyTab({ session: 'alice-1' })
    const before = tab.getSnapshot()
    forge(message)
    await vi.advanceTimersByTimeAsync(10)
    expect(tab.getSnapshot()).toBe(before)
  })
})
