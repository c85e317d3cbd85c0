// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answer,
  forge,
  longerToken,
  openReadyTab,
  spyOnMessages,
  startTabs,
  stopTabs,
  world,
} from './fake-tabs.test.support.ts'

const session = 'alice-1'
const lifetime = 3480

/** Another tab of the session offers a token that it requested so many milliseconds ago. */
async function offer(changes: object, ageMs = 0) {
  const response = { ...longerToken, expiresIn: lifetime, ...changes }
  forge({ type: 'token', session, response, requestedAt: Date.now() - ageMs })
  await vi.advanceTimersByTimeAsync(1)
}

describe('createTabChannel: tokens that another tab offers', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  it('takes none of another variant', async () => {
    const support = await openReadyTab({ session }, { endpoint: '/api/coveo-token?variant=support' })
    const sales = await openReadyTab({ session }, { endpoint: '/api/coveo-token?variant=sales' })
    expect(world.fetch).toHaveBeenCalledTimes(2)
    const renewed = sales.renew()
    await vi.advanceTimersByTimeAsync(3_000)
    await renewed
    expect(sales.getSnapshot()).toMatchObject({ fingerprint: 'f3' })
    expect(support.getSnapshot()).toMatchObject({ fingerprint: 'f1', origin: 'endpoint' })
  })

  it('takes none that expires sooner', async () => {
    const [first, second] = [await openReadyTab({ session }), await openReadyTab({ session })]
    world.fetch.mockImplementation(() => answer({ expiresIn: 600, refreshIn: 500 }))
    const renewed = second.renew()
    await vi.advanceTimersByTimeAsync(3_000)
    await renewed
    expect(second.getSnapshot()).toMatchObject({ fingerprint: 'f2' })
    expect(first.getSnapshot()).toMatchObject({ fingerprint: 'f1' })
  })

  it('counts the lifetime of an offer from its request', async () => {
    const tab = await openReadyTab({ session })
    await offer({ fingerprint: 'older' }, 1_000_000)
    expect(tab.getSnapshot()).toMatchObject({ fingerprint: 'f1' })
    await offer({ fingerprint: 'newer' })
    expect(tab.getSnapshot()).toMatchObject({ fingerprint: 'newer', origin: 'tab' })
    // As long as the token that it holds.
    await offer({ fingerprint: 'equal' }, 1)
    expect(tab.getSnapshot()).toMatchObject({ fingerprint: 'newer' })
  })

  it.each([session, undefined])('sends few messages in the last second of a token: session %s', async (name) => {
    const tab = await openReadyTab({ session: name })
    await openReadyTab({ session: name })
    await openReadyTab({ session: name })
    const sent = spyOnMessages('need', 'token')
    vi.setSystemTime(Number(tab.getSnapshot().expiresAt) - 500)
    globalThis.dispatchEvent(new Event('focus'))
    await vi.advanceTimersByTimeAsync(1_000)
    vi.restoreAllMocks()
    expect(sent.length).toBeLessThan(20)
  })

  it('takes the token that it holds only once', async () => {
    const tab = await openReadyTab({ session })
    const { expiresAt } = tab.getSnapshot()
    await offer({ fingerprint: 'f1', expiresIn: 1e6 })
    expect(tab.getSnapshot()).toMatchObject({ fingerprint: 'f1', origin: 'endpoint', expiresAt })
  })

  it('takes none that was requested before the sign-out, also while it requests one', async () => {
    const tab = await openReadyTab({ session })
    tab.signOut()
    const signedOutAt = Date.now()
    await vi.advanceTimersByTimeAsync(10_000)
    const token = tab.getToken()
    await vi.advanceTimersByTimeAsync(5)
    for (const requestedAt of [signedOutAt - 1_000, signedOutAt]) {
      forge({ type: 'token', session, response: { ...longerToken, fingerprint: 'before' }, requestedAt })
    }
    await vi.advanceTimersByTimeAsync(3_000)
    await token
    expect(tab.getSnapshot()).toMatchObject({ fingerprint: 'f2', origin: 'endpoint' })
  })
})
