// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, jwt, make, pass, setVisibility, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: users', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('signs out on 401, and sends no request by itself', async () => {
    let signedIn = true
    const fetch = endpoint(() => (signedIn ? answer() : new Response('{}', { status: 401 })))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(10)
    signedIn = false
    await expect(source.renew()).rejects.toMatchObject({ code: 'not-authenticated', status: 401 })
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out' })
    expect(source.getSnapshot().token).toBeUndefined()
    await pass(7_200_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    signedIn = true
    await source.renew()
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('sends one request each time a signed-out page is shown again, and no other', async () => {
    let signedIn = false
    const fetch = endpoint(() => (signedIn ? answer() : new Response('{}', { status: 401 })))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(100)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    await pass(100)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(600_000)
    setVisibility('hidden')
    await pass(600_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    setVisibility('visible')
    await pass(600_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot().status).toBe('signed-out')
    setVisibility('hidden')
    signedIn = true
    setVisibility('visible')
    await pass(100)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f1' })
  })

  it('sends at most one request in five seconds while a signed-out page is shown again and again, and one at once on `renew()`', async () => {
    let signedIn = false
    const fetch = endpoint(() => (signedIn ? answer() : new Response('{}', { status: 401 })))
    const source = make(fetch)
    source.subscribe(() => {})
    for (let look = 0; look < 60; look++) {
      await pass(1_000)
      setVisibility('hidden')
      setVisibility('visible')
      expect(source.getSnapshot().status).toBe('signed-out')
    }
    await pass(100)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(13)
    signedIn = true
    await source.renew()
    expect(source.getSnapshot().status).toBe('ready')
  })

  it('sends no request by itself after `signOut()`', async () => {
    const fetch = endpoint()
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(100)
    source.signOut()
    await pass(7_200_000)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('sends a request when listeners return after a sign-out', async () => {
    const source = make(endpoint())
    const stop = source.subscribe(() => {})
    await pass(100)
    source.signOut()
    stop()
    await pass(60_000)
    expect(source.getSnapshot().status).toBe('signed-out')
    source.subscribe(() => {})
    await pass(100)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it('sends at most one request in five seconds while listeners come and go on a signed-out page', async () => {
    const fetch = endpoint(() => new Response('{}', { status: 401 }))
    const source = make(fetch)
    for (let second = 0; second < 60; second++) {
      source.subscribe(() => {})()
      await pass(1_000)
      expect(source.getSnapshot().status).toBe('signed-out')
    }
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(12)
  })

  it('drops a response that arrives after the sign-out', async () => {
    let release = (_: Response) => {}
    const fetch = endpoint(
      () =>
        new Promise((resolve) => {
          release = resolve
        }),
    )
    const source = make(fetch)
    const waiting = source.getToken()
    const refused = expect(waiting).rejects.toMatchObject({ code: 'signed-out' })
    source.signOut()
    release(answer())
    await refused
    expect(source.getSnapshot()).toMatchObject({ status: 'signed-out' })
    expect(source.getSnapshot().token).toBeUndefined()
  })

  it('sends a request for the next user after a sign-out, and drops the response of the last one', async () => {
    const replies: ((response: Response) => void)[] = []
    const source = make(endpoint(() => new Promise((resolve) => replies.push(resolve))))
    const alice = source.getToken().catch((error) => error.code)
    source.signOut()
    const bob = source.getToken()
    replies[1]?.(answer({}, 'bob'))
    replies[0]?.(answer({}, 'alice'))
    expect(await bob).toBe(jwt('bob', 1))
    expect(await alice).toBe('signed-out')
    expect(source.getSnapshot().token).toBe(jwt('bob', 1))
  })

  it.each([
    ['signOut()', (source: ReturnType<typeof make>) => source.signOut(), 'signed-out'],
    ['dispose()', (source: ReturnType<typeof make>) => source.dispose(), 'signed-out'],
  ] as const)('drops an initial token that was not used before %s', async (_name, end, status) => {
    const source = make(endpoint(), { initialToken: await answer().json() })
    end(source)
    expect(source.getSnapshot().status).toBe(status)
    source.subscribe(() => {})
    expect(source.getSnapshot().token).toBeUndefined()
  })

  it.each(['signOut', 'dispose', 'restart'] as const)(
    'takes no token of a response that arrived just before %s(), and sends no further request',
    async (end) => {
      // The call comes after any number of microtasks.
      for (let turns = 0; turns < 30; turns++) {
        let respond = (_response: Response) => {}
        const fetch = endpoint(() => new Promise((resolve) => (respond = resolve)))
        const source = make(fetch)
        source.getToken().catch(() => {})
        respond(answer())
        for (let turn = 0; turn < turns; turn++) await undefined
        source[end]()
        await pass(0)
        expect(source.getSnapshot().token).toBeUndefined()
        expect(fetch).toHaveBeenCalledTimes(1)
      }
    },
  )
})
