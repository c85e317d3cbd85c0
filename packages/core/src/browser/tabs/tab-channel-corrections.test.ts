// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenSourceOptions } from '../token-source-contract.ts'
import {
  answer,
  initialFor,
  openReadyTab,
  openTab,
  spyOnMessages,
  startTabs,
  stopTabs,
  subjects,
  world,
} from './fake-tabs.test.support.ts'

/** Opens a tab whose requests always carry the bearer token of one user. */
function openTabOf(user: string, more: TokenSourceOptions = {}) {
  return openReadyTab(
    {},
    {
      ...more,
      fetch(url, init) {
        world.user = user
        return world.fetch(url, init)
      },
    },
  )
}

describe('createTabChannel: a page that announces a user who is not signed in', () => {
  beforeEach(startTabs)
  afterEach(() => {
    vi.restoreAllMocks()
    stopTabs()
  })

  it.each([
    ['without a session', undefined, undefined],
    ['in one session', 'a', 'a'],
    ['in a session of its own', 'alice', 'bob'],
  ])('changes to the user of the cookie when another tab has checked: %s', async (_name, before, after) => {
    await openReadyTab({ session: before })
    await openReadyTab({ session: after }, { initialToken: initialFor('bob') })
    expect(subjects()).toEqual(['alice', 'alice'])
  })

  it('does so with one request of each tab, and one message of each', async () => {
    await openReadyTab()
    world.fetch.mockClear()
    const sent = spyOnMessages('user', 'correction')
    await openReadyTab({}, { initialToken: initialFor('bob') })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(sent).toMatchObject([{ type: 'user' }, { type: 'correction' }])
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('does so with one request of each of twenty tabs', async () => {
    for (let tab = 0; tab < 19; tab++) await openReadyTab()
    world.fetch.mockClear()
    await openReadyTab({}, { initialToken: initialFor('bob') })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(new Set(subjects())).toEqual(new Set(['alice']))
    expect(world.fetch.mock.calls.length).toBeLessThanOrEqual(20)
  })

  it('changes also where its announcement reaches a tab during a request', async () => {
    const alice = await openReadyTab()
    const renewed = alice.reportRejected(alice.getSnapshot().token as string)
    await vi.advanceTimersByTimeAsync(50)
    await openReadyTab({}, { initialToken: initialFor('bob') })
    await renewed
    expect(subjects()).toEqual(['alice', 'alice'])
  })

  it('changes also where it renewed for a user who has been replaced meanwhile', async () => {
    await openReadyTab()
    world.user = 'bob'
    const bob = openTab()
    await vi.advanceTimersByTimeAsync(50)
    world.user = 'alice'
    await vi.advanceTimersByTimeAsync(3_000)
    expect([bob.getSnapshot().status, ...subjects()]).toEqual(['ready', 'alice', 'alice'])
  })

  it('keeps its user where its own requests bring that user again, as with bearer tokens', async () => {
    await openTabOf('alice')
    world.fetch.mockClear()
    const sent = spyOnMessages('user', 'correction')
    await openTabOf('bob', { initialToken: initialFor('bob') })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(subjects()).toEqual(['alice', 'bob'])
    expect(sent).toMatchObject([{ type: 'user' }, { type: 'correction' }])
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('ends after two requests of each tab where every tab has a user of its own', async () => {
    const users = Array.from({ length: 8 }, (_, index) => `user-${index}`)
    for (const user of users) {
      await openTabOf(user)
      await vi.advanceTimersByTimeAsync(120_000)
    }
    world.fetch.mockClear()
    await openTabOf('last', { initialToken: initialFor('last') })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(subjects()).toEqual([...users, 'last'])
    expect(world.fetch.mock.calls.length).toBeLessThanOrEqual(2 * users.length + 1)
  })

  it('announces a user who signs in after a correction whose check failed', async () => {
    await openReadyTab()
    const requests: (() => void)[] = []
    const failing = vi.fn(async (): Promise<Response> => {
      await new Promise<void>((resolve) => requests.push(resolve))
      return new Response('', { status: 503 })
    })
    const fetch = vi.fn(failing as unknown as typeof world.fetch)
    const bob = await openReadyTab({}, { initialToken: initialFor('bob'), fetch })
    expect(subjects()).toEqual(['alice', 'bob'])
    for (const fail of requests) fail()
    world.user = 'carol'
    fetch.mockImplementation(() => answer())
    await Promise.all([bob.renew(), vi.advanceTimersByTimeAsync(10_000)])
    expect(subjects()).toEqual(['carol', 'carol'])
  })

  it('leaves the tabs of other variants alone', async () => {
    await openReadyTab({}, { endpoint: '/api/coveo-token?variant=a' })
    await openReadyTab()
    world.fetch.mockClear()
    await openReadyTab({}, { initialToken: initialFor('bob') })
    expect(world.fetch.mock.calls.map(([url]) => url)).toEqual(['/api/coveo-token', '/api/coveo-token'])
  })
})
