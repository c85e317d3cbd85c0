// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTab, startTabs, stopTabs, world } from './fake-tabs.test.support.ts'

describe('createTabChannel: users', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  it('signs out everywhere when one tab does', async () => {
    const [first, second] = [openTab({ session: 'alice-1' }), openTab({ session: 'alice-1' })]
    await vi.advanceTimersByTimeAsync(3_000)
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(second.getSnapshot()).toMatchObject({ status: 'signed-out' })
    await vi.advanceTimersByTimeAsync(7_200_000)
    expect(world.fetch).toHaveBeenCalledTimes(1)
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

  it('signs out also where nothing of the page is shown at the moment', async () => {
    const [first, second] = [openTab({ session: 's' }), openTab({ session: 's' })]
    const stop = second.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(3_000)
    stop()
    first.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(second.getSnapshot().status).toBe('signed-out')
    expect(second.getSnapshot().token).toBeUndefined()
  })

  it('takes an empty session for none', async () => {
    openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    world.user = 'bob'
    const bob = openTab({ session: '' })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(bob.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('never hears another session', async () => {
    openTab({ session: 'alice-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    world.user = 'bob'
    const bob = openTab({ session: 'bob-1' })
    await vi.advanceTimersByTimeAsync(3_000)
    world.tabs[0]?.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(bob.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
    expect(bob.getSnapshot().origin).toBe('endpoint')
  })

  it('without a session takes its first token from the endpoint, and later ones of the same user from tabs', async () => {
    const first = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    const second = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(world.fetch).toHaveBeenCalledTimes(2)
    const renewed = first.renew()
    await vi.advanceTimersByTimeAsync(3_000)
    await renewed
    expect(second.getSnapshot()).toMatchObject({ origin: 'tab', fingerprint: first.getSnapshot().fingerprint })
  })

  it('without a session takes no token of a user who signed in elsewhere', async () => {
    const alice = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    world.user = 'bob'
    const bob = openTab()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(bob.getSnapshot().fingerprint).toBe('f2')
    expect(alice.getSnapshot().fingerprint).toBe('f1')
  })
})
