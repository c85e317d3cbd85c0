// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, openTab, startUntoldTabs, stopTabs, world } from './fake-tabs.test.support.ts'

describe('createTabChannel: `renew()` after a sign-in', () => {
  beforeEach(startUntoldTabs)
  afterEach(stopTabs)

  it('takes no token of another tab that was requested before the call', async () => {
    world.user = 'alice'
    world.fetch.mockImplementationOnce(() => new Promise((resolve) => setTimeout(() => resolve(answer()), 500)))
    const slow = openTab({ session: 'bob' })
    await vi.advanceTimersByTimeAsync(100)
    const tab = openTab({ session: 'bob' })
    await vi.advanceTimersByTimeAsync(10)
    const renewed = tab.renew()
    world.fetch.mockImplementation(() => {
      world.user = 'bob'
      return answer()
    })
    await vi.advanceTimersByTimeAsync(5_000)
    await renewed
    expect(slow.getSnapshot()).toMatchObject({ subject: 'alice' })
    expect(tab.getSnapshot()).toMatchObject({ subject: 'bob', origin: 'endpoint' })
  })
})
