// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jwt } from '../fake-endpoint.test.support.ts'
import {
  answer,
  FakeChannel,
  initialFor,
  openReadyTab,
  openTab,
  spyOnMessages,
  startTabs,
  stopTabs,
  subjects,
  world,
} from './fake-tabs.test.support.ts'

const initialToken = initialFor('bob')

describe('createTabChannel: another user signs in without a sign-out', () => {
  beforeEach(startTabs)
  afterEach(() => {
    vi.restoreAllMocks()
    stopTabs()
  })

  it.each([
    ['without a session', undefined, undefined],
    ['in one session', 'a', 'a'],
    ['in a session of its own', 'alice', 'bob'],
  ])('reaches a tab that is open, %s', async (_name, before, after) => {
    await openReadyTab({ session: before })
    world.user = 'bob'
    const bob = openTab({ session: after })
    await Promise.all([bob.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(subjects()).toEqual(['bob', 'bob'])
  })

  it('reaches it from a page whose token the server rendered', async () => {
    await openReadyTab()
    world.user = 'bob'
    await openReadyTab({}, { initialToken })
    expect(subjects()).toEqual(['bob', 'bob'])
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it('reaches the tab of a guest', async () => {
    world.user = 'guest'
    world.fetch.mockImplementation(() => answer({ guest: world.user === 'guest' || undefined }))
    const guest = await openReadyTab()
    world.user = 'alice'
    await openReadyTab()
    expect(guest.getSnapshot()).toMatchObject({ subject: 'alice', guest: false })
  })

  it('lets no call use the token of the user before, from the message on', async () => {
    const alice = await openReadyTab()
    world.user = 'bob'
    await openReadyTab({}, { initialToken: { ...initialToken, token: jwt('bob', 5) } })
    const old = jwt('alice', 1)
    const token = alice.getToken()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await token).not.toBe(old)
  })

  it('shows the token of the user before until the check ends: the announcement may be wrong', async () => {
    const alice = await openReadyTab()
    const shown: (string | undefined)[] = []
    alice.subscribe(() => shown.push(alice.getSnapshot().subject))
    world.user = 'bob'
    const page = openTab({}, { initialToken })
    await page.getToken()
    await vi.advanceTimersByTimeAsync(90)
    expect([alice.getSnapshot().subject, shown]).toEqual(['alice', []])
    await vi.advanceTimersByTimeAsync(3_000)
    expect([alice.getSnapshot().subject, shown]).toEqual(['bob', ['bob']])
  })

  it('shows it with the error where the check fails, and lets no call use it', async () => {
    const alice = await openReadyTab()
    world.fetch.mockImplementation(async () => new Response('', { status: 503 }))
    await openReadyTab({}, { initialToken })
    expect(alice.getSnapshot()).toMatchObject({ status: 'ready', subject: 'alice', error: { status: 503 } })
    await Promise.all([
      expect(alice.getToken()).rejects.toMatchObject({ status: 503 }),
      vi.advanceTimersByTimeAsync(3_000),
    ])
  })

  it('reaches a tab without listeners at its next call', async () => {
    const alice = openTab()
    const stop = alice.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(3_000)
    stop()
    world.user = 'bob'
    await openReadyTab()
    const token = alice.getToken()
    await vi.advanceTimersByTimeAsync(3_000)
    expect([await token, alice.getSnapshot().subject]).toEqual([alice.getSnapshot().token, 'bob'])
  })

  it('reaches the tabs of other variants, where the tab had another user before', async () => {
    const variant = await openReadyTab({}, { endpoint: '/api/coveo-token?variant=a' })
    const own = await openReadyTab()
    world.user = 'bob'
    await Promise.all([own.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(variant.getSnapshot().subject).toBe('bob')
  })

  it('leaves the tabs of other variants alone where it opens', async () => {
    await openReadyTab({}, { endpoint: '/api/coveo-token?variant=a' })
    await openReadyTab()
    expect(world.fetch).toHaveBeenCalledTimes(2)
  })

  it.each([undefined, 'alice'])('sends nothing for a renewal of the same user: session %s', async (session) => {
    const first = await openReadyTab({ session })
    await openReadyTab({ session })
    // The first token of each tab is announced.
    await vi.advanceTimersByTimeAsync(3_600_000)
    const sent = spyOnMessages('user')
    await Promise.all([first.renew(), vi.advanceTimersByTimeAsync(3_000)])
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(sent).toEqual([])
  })

  it('makes twenty tabs of five variants send one more request each, and no further message', async () => {
    for (let tab = 0; tab < 20; tab++) await openReadyTab({}, { endpoint: `/api/coveo-token?variant=${tab % 5}` })
    const sent = spyOnMessages('user')
    world.fetch.mockClear()
    world.user = 'bob'
    const [first] = world.tabs
    await Promise.all([first?.renew(), vi.advanceTimersByTimeAsync(60_000)])
    expect(new Set(subjects())).toEqual(new Set(['bob']))
    expect(sent).toHaveLength(1)
    expect(world.fetch.mock.calls.length).toBeLessThanOrEqual(20)
  })

  it('ends where each tab has a user of its own, as with bearer tokens', async () => {
    const users = ['alice', 'bob', 'carol']
    for (const user of users) {
      function fetch(url: string, init: RequestInit) {
        world.user = user
        return world.fetch(url, init)
      }
      openTab({}, { fetch })
      await vi.advanceTimersByTimeAsync(3_000)
    }
    await vi.advanceTimersByTimeAsync(60_000)
    expect(subjects()).toEqual(users)
    const sent = spyOnMessages('user')
    const requests = world.fetch.mock.calls.length
    await vi.advanceTimersByTimeAsync(2_000_000)
    expect([sent, world.fetch.mock.calls.length]).toEqual([[], requests])
  })

  it('is announced again where the check of a tab failed and a third user signs in there', async () => {
    const alice = await openReadyTab()
    world.fetch.mockImplementation(async () => new Response('', { status: 503 }))
    await openReadyTab({}, { initialToken })
    expect(subjects()).toEqual(['alice', 'bob'])
    world.fetch.mockImplementation(() => answer())
    world.user = 'carol'
    await Promise.all([alice.renew(), vi.advanceTimersByTimeAsync(10_000)])
    expect(subjects()).toEqual(['carol', 'carol'])
  })

  it.each([undefined, null, {}, { token: 'x' }, 'text'])('ignores an announcement of %j', async (response) => {
    const tab = await openReadyTab()
    const before = tab.getSnapshot()
    new FakeChannel([...FakeChannel.open][0]?.name ?? '').postMessage({
      type: 'user',
      response,
      requestedAt: Date.now(),
    })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tab.getSnapshot()).toBe(before)
  })
})
