// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, jwt, make, pass, startTime, stopTime } from './fake-endpoint.test.support.ts'

/** An endpoint that holds every response back, and the functions that send them in the order of their requests. */
function heldEndpoint() {
  const replies: ((response: Response) => void)[] = []
  const fetch = endpoint(() => new Promise((resolve) => replies.push(resolve)))
  return { fetch, replies }
}

/** A source whose first request was sent a second ago, and the users whose tokens it publishes. */
async function openPage() {
  const { fetch, replies } = heldEndpoint()
  const source = make(fetch)
  const seen: unknown[] = []
  source.subscribe(() => seen.push(source.getSnapshot().subject ?? source.getSnapshot().status))
  await pass(1_000)
  return { source, fetch, replies, seen }
}

describe('createTokenSource: `renew()` while a request is under way', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('resolves with the token of a request that it sent after the call, and publishes no other', async () => {
    const { source, replies, seen } = await openPage()
    const renewed = source.renew()
    const joined = source.getToken()
    replies[0]?.(answer({}, 'alice'))
    await pass(100)
    replies[1]?.(answer({}, 'bob'))
    expect(await renewed).toBe(jwt('bob', 2))
    expect(await joined).toBe(jwt('bob', 2))
    expect(seen).toEqual(['bob'])
  })

  it('sends its own request also where no time has passed since the last one', async () => {
    const { fetch, replies } = heldEndpoint()
    const source = make(fetch)
    const first = source.getToken()
    await pass(0)
    const renewed = source.renew()
    replies[0]?.(answer({}, 'alice'))
    await pass(0)
    replies[1]?.(answer({}, 'bob'))
    expect(await Promise.all([first, renewed])).toEqual([jwt('bob', 2), jwt('bob', 2)])
  })

  it('sends one request for all calls of one task', async () => {
    const source = make(endpoint())
    const renewals = [source.getToken(), source.renew(), source.renew()]
    expect(new Set(await Promise.all(renewals))).toEqual(new Set([jwt('alice', 1)]))
  })

  it.each([
    ['says that the user is signed out', 401],
    ['fails', 500],
  ])('publishes nothing of an earlier request that %s', async (_name, status) => {
    const { source, replies, seen } = await openPage()
    const renewed = source.renew()
    replies[0]?.(new Response('{}', { status }))
    await pass(100)
    replies[1]?.(answer({}, 'bob'))
    expect(await renewed).toBe(jwt('bob', 1))
    expect(seen).toEqual(['bob'])
  })

  it('sends one more request for any number of calls', async () => {
    const { source, fetch, replies } = await openPage()
    const renewals = []
    for (let call = 0; call < 20; call++) {
      renewals.push(source.renew())
      await pass(10)
    }
    replies[0]?.(answer({}, 'alice'))
    await pass(100)
    replies[1]?.(answer({}, 'bob'))
    expect(new Set(await Promise.all(renewals))).toEqual(new Set([jwt('bob', 2)]))
    await pass(60_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('opens the breaker where every request is followed by a call', async () => {
    const { source, fetch, replies } = await openPage()
    const ended = source.renew().catch((error) => error.code)
    for (let request = 0; request < 20; request++) {
      replies[request]?.(answer())
      await pass(100)
      source.renew().catch(() => {})
    }
    expect(await ended).toBe('renewal-storm')
    expect(fetch).toHaveBeenCalledTimes(5)
  })

  it('sends no further request after a sign-out', async () => {
    const { source, fetch, replies } = await openPage()
    const renewed = source.renew().catch((error) => error.code)
    source.signOut()
    replies[0]?.(answer({}, 'alice'))
    expect(await renewed).toBe('signed-out')
    await pass(60_000)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('keeps the token that it holds where the later request fails', async () => {
    const { source, replies } = await openPage()
    replies[0]?.(answer({}, 'alice'))
    await pass(1_000)
    const renewed = source.renew().catch((error) => error.code)
    await pass(1_000)
    void source.renew().catch(() => {})
    replies[1]?.(answer({}, 'alice'))
    await pass(1_000)
    replies[2]?.(new Response('', { status: 503 }))
    expect(await renewed).toBe('endpoint-failed')
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token: jwt('alice', 1) })
  })
})
