// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, setVisibility, startTime, stopTime } from './fake-endpoint.test.support.ts'

const hourMs = 3_600_000

function jwtOf(claims: object) {
  return `${btoa('{}')}.${btoa(JSON.stringify(claims))}.sig`
}

describe('createTokenSource: responses from a cache', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('requests another token by POST when a cache repeats a response to GET', async () => {
    const cached = answer({ expiresIn: 3_600, refreshIn: 2_880 })
    const fetch = endpoint(({ method }) => (method === 'POST' ? answer() : cached.clone()))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(hourMs * 0.8 + 2_000)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, undefined, 'POST'])
    expect(fetch.mock.calls[2]?.[1].body).toBe('{"rejected":"f1"}')
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2', error: undefined })
  })

  it('recognizes a repeated response also when the token has expired', async () => {
    const cached = answer({ expiresIn: 3_600, refreshIn: 2_880 })
    const fetch = endpoint(({ method }) => (method === 'POST' ? answer() : cached.clone()))
    const source = make(fetch)
    await source.getToken()
    await pass(2 * hourMs)
    expect(source.getSnapshot().status).toBe('loading')
    await source.getToken()
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, undefined, 'POST'])
  })

  it('believes no token longer where a cache repeats it every few seconds', async () => {
    const cached = answer({ expiresIn: 60, refreshIn: 50 })
    const source = make(endpoint(() => cached.clone()))
    await source.getToken()
    const { expiresAt } = source.getSnapshot()
    for (let renewal = 0; renewal < 3; renewal++) {
      await pass(5_000)
      await source.renew().catch(() => {})
      expect(source.getSnapshot().expiresAt).toBe(expiresAt)
    }
  })

  it('never believes a repeated token longer than it was counted', async () => {
    const cached = answer({ expiresIn: 60, refreshIn: 40 })
    const source = make(endpoint(() => cached.clone()))
    source.subscribe(() => {})
    await pass(59_000)
    expect(source.getSnapshot().status).toBe('ready')
    await pass(9 * 60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-bad-response' } })
  })

  it('believes an endpoint that sends a token again because it is still fresh', async () => {
    const started = Date.now()
    const expiresIn = () => Math.floor(3_600 - (Date.now() - started) / 1_000)
    const fetch = endpoint(async () => {
      const body = await answer({ fingerprint: 'same', expiresIn: expiresIn(), refreshIn: 2_000 }).json()
      return Response.json({ ...body, token: 'same' })
    })
    const source = make(fetch)
    await source.getToken()
    await pass(30_000)
    await source.renew()
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, undefined])
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'same' })
  })

  it('believes no endpoint that counts more lifetime than the token was minted with', async () => {
    const token = jwtOf({ iat: 1_000, exp: 1_600 })
    const source = make(endpoint(() => answer({ token, expiresIn: 86_400 })))
    await source.getToken()
    expect(source.getSnapshot().expiresAt).toBe(Date.now() + 600_000)
  })

  it('drops an initial token that promises more lifetime than it was minted with', async () => {
    const body = await answer().json()
    const initialToken = { ...body, token: jwtOf({ iat: 0, exp: 60 }), expiresIn: 3_600 }
    const fetch = endpoint()
    const source = make(fetch, { initialToken })
    source.subscribe(() => {})
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2' })
  })

  it.each([
    ['a delivery from the cache', { type: 'navigate', deliveryType: 'cache', transferSize: 0 }],
    ['a step back in history without a transfer', { type: 'back_forward', deliveryType: '', transferSize: 0 }],
  ])('drops the initial token of a page whose navigation is %s', async (_name, navigation) => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([navigation as never])
    const initialToken = await answer({}, 'alice').json()
    const fetch = endpoint(() => answer({}, 'bob'))
    const source = make(fetch, { initialToken })
    expect(source.getServerSnapshot()).toMatchObject({ status: 'ready', token: initialToken.token })
    expect(source.getSnapshot().status).toBe('loading')
    source.subscribe(() => {})
    await pass(10)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob' })
  })

  it('keeps the initial token of a page that the server has just sent', async () => {
    const navigation = { type: 'back_forward', deliveryType: '', transferSize: 5_000 }
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([navigation as never])
    const source = make(endpoint(), { initialToken: await answer().json() })
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'initial' })
  })

  it('shows no expired token after hours in a hidden tab', async () => {
    const source = make(endpoint())
    let calls = 0
    source.subscribe(() => {
      calls++
    })
    await pass(100)
    setVisibility('hidden')
    await pass(2 * hourMs)
    expect(calls).toBe(1)
    expect(source.getSnapshot().status).toBe('loading')
    expect(source.getSnapshot()).toBe(source.getSnapshot())
    await pass(0)
    expect(calls).toBe(2)
  })
})
