// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openReadyTab, openTab, startUntoldTabs, stopTabs, world } from './fake-tabs.test.support.ts'

const response = { token: 'one', kind: 'search', organizationId: 'acme', fingerprint: 'initial' } as const

describe('createTabChannel: a session whose tab changes user', () => {
  beforeEach(startUntoldTabs)
  afterEach(stopTabs)

  /** A tab of Alice's that renewed while Bob's cookie was there. */
  async function openStaleTab() {
    const stale = await openReadyTab({ session: 'alice' })
    world.user = 'bob'
    await Promise.all([stale.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(stale.getSnapshot().subject).toBe('bob')
    return stale
  }

  it('offers no token of the other user to the tabs of the session', async () => {
    await openStaleTab()
    world.user = 'alice'
    const next = await openReadyTab({ session: 'alice' })
    expect(next.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'endpoint' })
  })

  it('offers none to a tab that already holds an initial token', async () => {
    const stale = await openStaleTab()
    const initialToken = { ...response, subject: 'alice', expiresIn: 600, refreshIn: 300 }
    const next = openTab({ session: 'alice' }, { initialToken })
    await Promise.all([stale.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(next.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'initial' })
  })

  it('takes no token from the tabs of the session', async () => {
    const stale = await openStaleTab()
    world.user = 'alice'
    const next = openTab({ session: 'alice' })
    await Promise.all([next.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(stale.getSnapshot()).toMatchObject({ subject: 'bob', origin: 'endpoint' })
  })

  it('signs out with the user whose token it holds', async () => {
    const stale = await openStaleTab()
    const bob = await openReadyTab({ session: 'bob' })
    expect(bob.getSnapshot()).toMatchObject({ subject: 'bob', origin: 'endpoint' })
    bob.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(stale.getSnapshot().status).toBe('signed-out')
  })

  it('signs out with that user also where its own token is gone', async () => {
    const stale = await openStaleTab()
    const bob = await openReadyTab({ session: 'bob' })
    world.fetch.mockResolvedValue(new Response('{}', { status: 401 }))
    await Promise.all([stale.renew().catch(() => {}), vi.advanceTimersByTimeAsync(3_000)])
    expect(stale.getSnapshot().token).toBeUndefined()
    expect(bob.getSnapshot().status).toBe('ready')
    stale.signOut()
    await vi.advanceTimersByTimeAsync(10)
    expect(bob.getSnapshot().status).toBe('signed-out')
  })

  it('joins the tabs of the session again when its user is back', async () => {
    const stale = await openStaleTab()
    world.user = 'alice'
    await Promise.all([stale.renew(), vi.advanceTimersByTimeAsync(3_000)])
    const next = await openReadyTab({ session: 'alice' })
    expect(next.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'tab' })
  })
})
