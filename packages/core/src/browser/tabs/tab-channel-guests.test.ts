// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, openReadyTab, startUntoldTabs, stopTabs, world } from './fake-tabs.test.support.ts'

describe('createTabChannel: guests who sign in', () => {
  beforeEach(startUntoldTabs)
  afterEach(stopTabs)

  /** Opens two tabs that follow the cookie: as the guest, or as a user. */
  async function openPair(user: string) {
    world.user = user
    world.fetch.mockImplementation(() => answer(world.user === 'guest' ? { guest: true } : {}))
    return [await openReadyTab(), await openReadyTab()] as const
  }

  it.each([
    ['guest', 'alice'],
    ['alice', 'guest'],
  ])('change over one by one, from %s to %s, and swap no token meanwhile', async (before, after) => {
    const [first, second] = await openPair(before)
    world.user = after
    await Promise.all([first.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(first.getSnapshot()).toMatchObject({ subject: after, guest: after === 'guest', origin: 'endpoint' })
    expect(second.getSnapshot()).toMatchObject({ subject: before, guest: before === 'guest' })
    await Promise.all([second.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(second.getSnapshot()).toMatchObject({ subject: after, guest: after === 'guest' })
  })

  it('reaches every tab of the user with a sign-out, and then each is the guest', async () => {
    const [first, second] = await openPair('alice')
    world.user = 'guest'
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect([first, second].map((tab) => tab.getSnapshot().status)).toEqual(['signed-out', 'signed-out'])
    for (const tab of [first, second]) {
      await Promise.all([tab.renew(), vi.advanceTimersByTimeAsync(3_000)])
      expect(tab.getSnapshot()).toMatchObject({ subject: 'guest', guest: true })
    }
  })
})
