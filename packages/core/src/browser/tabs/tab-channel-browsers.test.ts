// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel, openReadyTab, openTab, startTabs, stopTabs, world } from './fake-tabs.test.support.ts'

describe('createTabChannel: browsers', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  it('joins tabs that spell the address of one endpoint differently', async () => {
    await openReadyTab({ session: 'alice-1' })
    const endpoint = new URL('/api/coveo-token', location.href).href
    const second = await openReadyTab({ session: 'alice-1' }, { endpoint })
    expect(second.getSnapshot()).toMatchObject({ status: 'ready', origin: 'tab' })
  })

  it('requests a token itself when the tab that holds the lock sends none', async () => {
    vi.stubGlobal('navigator', {
      locks: { request: (_n: string, _o: unknown, work: (lock: null) => unknown) => work(null) },
    })
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(1_200)
    expect(tab.getSnapshot().status).toBe('ready')
    expect(tab.getSnapshot().origin).toBe('endpoint')
    expect(world.fetch).toHaveBeenCalledTimes(1)
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
    ['Web Locks reject', 'navigator', { locks: { request: () => Promise.reject(new Error('InvalidStateError')) } }],
  ])('works alone where %s', async (_name, api, value) => {
    vi.stubGlobal(api, value)
    const tab = await openReadyTab({ session: 'alice-1' })
    expect(tab.getSnapshot().status).toBe('ready')
    expect(tab.getSnapshot().origin).toBe('endpoint')
    tab.signOut()
    expect(world.fetch).toHaveBeenCalledTimes(1)
  })

  it('sends one request when the endpoint fails under the lock', async () => {
    world.fetch.mockImplementation(async () => new Response('', { status: 500 }))
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(50)
    await vi.dynamicImportSettled()
    expect(world.fetch).toHaveBeenCalledTimes(1)
    expect(tab.getSnapshot()).toMatchObject({ status: 'error', error: { status: 500 } })
  })

  it('requests a token by itself where the lock manager never responds', async () => {
    vi.stubGlobal('navigator', { locks: { request: () => new Promise(() => {}) } })
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(1_200)
    expect(tab.getSnapshot().status).toBe('ready')
    await Promise.all([tab.renew(), vi.advanceTimersByTimeAsync(1_200)])
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('waits for neither tabs nor a lock while the page is prerendered', async () => {
    vi.stubGlobal('navigator', { locks: { request: () => new Promise(() => {}) } })
    Reflect.set(document, 'prerendering', true)
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(101)
    Reflect.deleteProperty(document, 'prerendering')
    expect(tab.getSnapshot().status).toBe('ready')
  })

  it('ends a renewal whose tab never sends its token', async () => {
    vi.stubGlobal('navigator', {
      locks: { request: (_n: string, _o: unknown, work: (lock: null) => unknown) => work(null) },
    })
    world.fetch.mockImplementation(() => new Promise(() => {}))
    const tab = openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(tab.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-timeout' } })
  })

  it('releases its lock after a renewal whose `fetch` never settles and ignores its signal', async () => {
    const request = vi.spyOn(navigator.locks, 'request')
    world.fetch.mockImplementation(() => new Promise(() => {}))
    openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(5_000)
    const [name = ''] = request.mock.calls[0] ?? []
    const locks: boolean[] = []
    const tryLock = () => navigator.locks.request(name, { ifAvailable: true }, async (lock) => void locks.push(!!lock))
    await tryLock()
    await vi.advanceTimersByTimeAsync(5_100)
    await tryLock()
    expect(locks).toEqual([false, true])
  })

  it('closes its channel while the page is in the back-forward cache', async () => {
    const tab = await openReadyTab({ session: 'alice-1' })
    window.dispatchEvent(new Event('pagehide'))
    expect(FakeChannel.open.size).toBe(0)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(FakeChannel.open.size).toBe(1)
    tab.dispose()
    expect(FakeChannel.open.size).toBe(0)
  })
})
