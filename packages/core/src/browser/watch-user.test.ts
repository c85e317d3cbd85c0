// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'
import type { TokenSource } from './token-source-contract.ts'
import { watchUser } from './watch-user.ts'

function watch(source: TokenSource) {
  let changes = 0
  const stop = watchUser(source, () => {
    changes++
  })
  return { changes: () => changes, stop }
}

describe('watchUser', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('ignores the first token and every renewal', async () => {
    const source = make(endpoint())
    const watched = watch(source)
    for (let renewal = 0; renewal < 3; renewal++) await source.renew()
    expect(watched.changes()).toBe(0)
  })

  it('calls the listener for each change of the user', async () => {
    let user = 'alice'
    const source = make(endpoint(() => answer({}, user)))
    await source.getToken()
    const watched = watch(source)
    user = 'bob'
    await source.renew()
    expect(watched.changes()).toBe(1)
    user = 'alice'
    await source.renew()
    expect(watched.changes()).toBe(2)
  })

  it('calls the listener when the rights of the same user change', async () => {
    let subject = 'alice-all'
    const source = make(endpoint(() => answer({ subject })))
    await source.getToken()
    const watched = watch(source)
    subject = 'alice-public'
    await source.renew()
    expect(watched.changes()).toBe(1)
  })

  it('compares nothing but the subject where both tokens have one', async () => {
    let user = 'alice'
    const source = make(endpoint(() => answer({ subject: 'one' }, user)))
    await source.getToken()
    const watched = watch(source)
    user = 'ALICE'
    await source.renew()
    expect(watched.changes()).toBe(0)
  })

  it('notices the next user after a time without a token', async () => {
    let user = 'alice'
    let online = true
    const fetch = endpoint(() => (online ? answer({}, user) : new Response('', { status: 500 })))
    const source = make(fetch)
    await source.getToken()
    const watched = watch(source)
    vi.setSystemTime(Date.now() + 7_200_000)
    online = false
    await pass(2_000)
    expect(source.getSnapshot().token).toBeUndefined()
    expect(watched.changes()).toBe(0)
    online = true
    user = 'bob'
    await source.renew()
    expect(watched.changes()).toBe(1)
  })

  it('calls the listener at sign-out, once, and not for the user who signs in next', async () => {
    const source = make(endpoint())
    await source.getToken()
    const watched = watch(source)
    source.signOut()
    expect(watched.changes()).toBe(1)
    await source.renew()
    expect(watched.changes()).toBe(1)
  })

  it('waits for the first user where none is signed in yet', async () => {
    const source = make(endpoint())
    source.signOut()
    const watched = watch(source)
    await source.renew()
    expect(watched.changes()).toBe(0)
    source.signOut()
    expect(watched.changes()).toBe(1)
  })

  it('calls the listener once where a renewal fails between two signed-out states', async () => {
    let status = 401
    const source = make(endpoint(() => new Response('{}', { status })))
    const watched = watch(source)
    for (const [next, shown] of [
      [401, 'signed-out'],
      [500, 'error'],
      [401, 'signed-out'],
    ] as const) {
      status = next
      await pass(60_000)
      await source.renew().catch(() => {})
      expect(source.getSnapshot().status).toBe(shown)
    }
    expect(watched.changes()).toBe(1)
  })

  it('stops on request', async () => {
    const source = make(endpoint())
    await source.getToken()
    const watched = watch(source)
    watched.stop()
    source.signOut()
    expect(watched.changes()).toBe(0)
  })
})
