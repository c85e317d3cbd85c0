// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answer,
  forge,
  longerToken,
  openReadyTab,
  openTab,
  startUntoldTabs,
  stopTabs,
  world,
} from './fake-tabs.test.support.ts'

describe('createTabChannel: users', () => {
  beforeEach(startUntoldTabs)
  afterEach(stopTabs)

  it('signs out every tab of the session', async () => {
    const [first, second] = [openTab({ session: 'alice-1' }), openTab({ session: 'alice-1' })]
    await vi.advanceTimersByTimeAsync(3_000)
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(second.getSnapshot()).toMatchObject({ status: 'signed-out' })
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(world.fetch).toHaveBeenCalledTimes(1)
  })

  describe('after a sign-out', () => {
    /** Two tabs that are signed out; then the user of one signs in again, and it has a newer token. */
    async function signInAgain() {
      const [out, back] = [await openReadyTab({ session: 'alice-1' }), await openReadyTab({ session: 'alice-1' })]
      out.signOut()
      await vi.advanceTimersByTimeAsync(1_000)
      const renewed = back.renew()
      await vi.advanceTimersByTimeAsync(3_000)
      await renewed
      expect(back.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
      return { out, back }
    }

    it('takes no token of another tab that it did not request', async () => {
      const { out, back } = await signInAgain()
      const again = back.renew()
      await vi.advanceTimersByTimeAsync(3_000)
      await again
      expect(out.getSnapshot()).toMatchObject({ status: 'signed-out' })
      expect(out.getSnapshot().token).toBeUndefined()
    })

    it('takes the token of another tab that it requests', async () => {
      const { out, back } = await signInAgain()
      const token = out.getToken()
      await vi.advanceTimersByTimeAsync(3_000)
      expect(await token).toBe(back.getSnapshot().token)
      expect(out.getSnapshot()).toMatchObject({ status: 'ready', origin: 'tab' })
      expect(world.fetch).toHaveBeenCalledTimes(2)
    })
  })

  it('drops the request of another tab at sign-out', async () => {
    const [first, second] = [openTab(), openTab()]
    const waiting = expect(second.getToken()).rejects.toMatchObject({ code: 'signed-out' })
    await vi.advanceTimersByTimeAsync(60)
    first.signOut()
    await vi.advanceTimersByTimeAsync(3_000)
    await vi.dynamicImportSettled()
    await waiting
    expect(second.getSnapshot().token).toBeUndefined()
  })

  it('signs out a tab whose source has no listeners', async () => {
    const [first, second] = [openTab({ session: 's' }), openTab({ session: 's' })]
    const stop = second.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(3_000)
    stop()
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(second.getSnapshot().status).toBe('signed-out')
    expect(second.getSnapshot().token).toBeUndefined()
  })

  it('treats an empty session as none', async () => {
    await openReadyTab()
    world.user = 'bob'
    const bob = await openReadyTab({ session: '' })
    expect(bob.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('ignores the messages of another session', async () => {
    await openReadyTab({ session: 'alice-1' })
    world.user = 'bob'
    const bob = await openReadyTab({ session: 'bob-1' })
    world.tabs[0]?.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(bob.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
    expect(bob.getSnapshot().origin).toBe('endpoint')
  })

  it('without a session takes its first token from the endpoint, and later ones of the same user from tabs', async () => {
    const first = await openReadyTab()
    const second = await openReadyTab()
    expect(world.fetch).toHaveBeenCalledTimes(2)
    const renewed = first.renew()
    await vi.advanceTimersByTimeAsync(3_000)
    await renewed
    expect(second.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: first.getSnapshot().fingerprint })
  })

  it('without a session takes no token of a user who signed in elsewhere', async () => {
    const alice = await openReadyTab()
    world.user = 'bob'
    const bob = await openReadyTab()
    expect(bob.getSnapshot().fingerprint).toBe('f2')
    expect(alice.getSnapshot().fingerprint).toBe('f1')
  })

  it('knows the user of its session by a token from another tab, also after that token is gone', async () => {
    const first = await openReadyTab({ session: 'alice' })
    const second = await openReadyTab({ session: 'alice' })
    expect(second.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'tab' })
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    world.user = 'bob'
    await Promise.all([second.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(second.getSnapshot().subject).toBe('bob')
    world.user = 'alice'
    const third = await openReadyTab({ session: 'alice' })
    expect(third.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'endpoint' })
  })

  it('takes a first token from no tab whose endpoint sends no subject', async () => {
    world.fetch.mockImplementation(() => answer({ subject: undefined }))
    await openReadyTab({ session: 'alice' })
    const second = await openReadyTab({ session: 'alice' })
    expect(second.getSnapshot()).toMatchObject({ status: 'ready', origin: 'endpoint' })
  })

  it('swaps no token between two users who share an identity and differ in their grant', async () => {
    const first = await openReadyTab()
    world.fetch.mockImplementation(() => answer({ subject: 'alice-public' }))
    const second = await openReadyTab()
    const held = first.getSnapshot()
    await Promise.all([second.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(first.getSnapshot()).toBe(held)
  })

  it.each([undefined, 'alice'])('signs out a signed-in tab again and again: session %s', async (session) => {
    const [first, second] = [openTab({ session }), openTab({ session })]
    for (let round = 0; round < 3; round++) {
      await Promise.all([first.renew(), vi.advanceTimersByTimeAsync(60_000)])
      await Promise.all([second.renew(), vi.advanceTimersByTimeAsync(60_000)])
      second.signOut()
      await vi.advanceTimersByTimeAsync(10)
      expect(first.getSnapshot().status).toBe('signed-out')
    }
  })

  describe('with a session, and an endpoint that names the session of each token', () => {
    beforeEach(() => {
      world.fetch.mockImplementation(() => answer({ sessionKey: world.user }))
    })

    /** A page of Alice's whose very first request carries Bob's cookie. */
    async function openCrossedTab(more = {}) {
      world.user = 'bob'
      const crossed = await openReadyTab({ session: 'alice' }, more)
      expect(crossed.getSnapshot().subject).toBe('bob')
      return crossed
    }

    it('offers no first token of another user to a later page of the session', async () => {
      await openCrossedTab()
      world.user = 'alice'
      const next = await openReadyTab({ session: 'alice' })
      expect(next.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'endpoint' })
    })

    it('takes none from a page that waited for the same response', async () => {
      world.user = 'bob'
      const tabs = [openTab({ session: 'alice' }), openTab({ session: 'alice' })]
      await vi.advanceTimersByTimeAsync(3_000)
      expect(tabs.map((tab) => tab.getSnapshot().origin)).toEqual(['endpoint', 'endpoint'])
    })

    it('joins the tabs of its session when its user is back', async () => {
      const crossed = await openCrossedTab()
      world.user = 'alice'
      await Promise.all([crossed.renew(), vi.advanceTimersByTimeAsync(3_000)])
      const next = await openReadyTab({ session: 'alice' })
      expect(next.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'tab' })
    })

    it('sends one request for five tabs of one user', async () => {
      for (let tab = 0; tab < 5; tab++) openTab({ session: 'alice' })
      await vi.advanceTimersByTimeAsync(3_000)
      expect(world.fetch).toHaveBeenCalledTimes(1)
      expect(new Set(world.tabs.map((tab) => tab.getSnapshot().subject))).toEqual(new Set(['alice']))
    })

    it('takes no token that names another session', async () => {
      const tab = await openReadyTab({ session: 'alice' })
      const before = tab.getSnapshot()
      const response = { ...longerToken, sessionKey: 'bob' }
      forge({ type: 'token', session: 'alice', response, requestedAt: Date.now() })
      await vi.advanceTimersByTimeAsync(10)
      expect(tab.getSnapshot()).toBe(before)
    })
  })
})
