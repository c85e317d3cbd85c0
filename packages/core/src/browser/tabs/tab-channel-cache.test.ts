// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, openReadyTab, startTabs, stopTabs, world } from './fake-tabs.test.support.ts'

describe('createTabChannel: a cache that repeats the response of another user', () => {
  beforeEach(startTabs)
  afterEach(stopTabs)

  /** The endpoint of Alice, behind a cache that responds to GET for Bob. */
  function cacheBob(more: object = {}) {
    world.fetch.mockImplementation((_url, { method }) => {
      world.user = method === 'POST' ? 'alice' : 'bob'
      return answer({ ...more, ...('sessionKey' in more && { sessionKey: world.user }) })
    })
  }
  const methods = () => world.fetch.mock.calls.map(([, { method = 'GET' }]) => method)

  it('requests a token by POST, also as the first one, if the endpoint names the session', async () => {
    cacheBob({ sessionKey: '' })
    const tab = await openReadyTab({ session: 'alice' })
    expect(tab.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'endpoint' })
    expect(methods()).toEqual(['GET', 'POST'])
  })

  it('requests a token by POST if the first one of the session had another subject', async () => {
    const tab = await openReadyTab({ session: 'alice' })
    cacheBob()
    await Promise.all([tab.renew(), vi.advanceTimersByTimeAsync(3_000)])
    expect(tab.getSnapshot()).toMatchObject({ subject: 'alice', origin: 'endpoint' })
    expect(methods()).toEqual(['GET', 'GET', 'POST'])
  })

  it('believes the endpoint when it says by POST that the user changed, and sends no second one', async () => {
    const tab = await openReadyTab({ session: 'alice' })
    world.user = 'bob'
    for (let renewal = 0; renewal < 2; renewal++) {
      await Promise.all([tab.renew(), vi.advanceTimersByTimeAsync(3_000)])
      expect(tab.getSnapshot().subject).toBe('bob')
    }
    expect(methods()).toEqual(['GET', 'GET', 'POST', 'GET'])
  })
})
