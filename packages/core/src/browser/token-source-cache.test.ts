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

  describe('with an old response for another token', () => {
    const start = 1_700_000_000
    /** The endpoint's own clock, in seconds. It need not be that of the page. */
    let clockError = 0
    const serverNow = () => start + Math.floor(performance.now() / 1_000) + clockError
    const mint = (user: string) => answer({ token: jwtOf({ user, iat: serverNow(), exp: serverNow() + 3_480 }) }, user)
    const methods = (fetch: ReturnType<typeof endpoint>) => fetch.mock.calls.map(([, { method = 'GET' }]) => method)

    beforeEach(() => {
      clockError = 0
    })

    it('requests another one by POST: a cache sent the response of another user', async () => {
      let isCached = false
      const old = mint('alice')
      const fetch = endpoint(({ method }) => (isCached && method !== 'POST' ? old.clone() : mint('bob')))
      const source = make(fetch)
      await pass(60_000)
      await source.getToken()
      const shown: (string | undefined)[] = []
      source.subscribe(() => shown.push(source.getSnapshot().subject))
      isCached = true
      await pass(5_000)
      await source.renew()
      expect(shown).toEqual(['bob'])
      expect(methods(fetch)).toEqual(['GET', 'GET', 'POST'])
      expect(fetch.mock.calls[2]?.[1].body).toBe('{"rejected":"f2"}')
    })

    it('recognizes it by the initial token of the page', async () => {
      const old = mint('alice')
      await pass(60_000)
      const initialToken = await mint('bob').json()
      const fetch = endpoint(({ method }) => (method === 'POST' ? mint('bob') : old.clone()))
      const source = make(fetch, { initialToken })
      expect(source.getSnapshot().subject).toBe('bob')
      await source.renew()
      expect(source.getSnapshot().subject).toBe('bob')
      expect(methods(fetch)).toEqual(['GET', 'POST'])
    })

    it.each([
      ['is behind', -7_200],
      ['is ahead', 7_200],
    ])('believes an endpoint whose clock %s', async (_name, error) => {
      clockError = error
      let user = 'alice'
      const fetch = endpoint(() => mint(user))
      const source = make(fetch)
      for (user of ['alice', 'alice', 'bob', 'alice']) {
        await pass(600_000)
        await source.renew()
        expect(source.getSnapshot().subject).toBe(user)
      }
      expect(new Set(methods(fetch))).toEqual(new Set(['GET']))
    })

    it('believes the POST of an endpoint whose clock was set back, and then its GET again', async () => {
      const fetch = endpoint(() => mint('alice'))
      const source = make(fetch)
      await source.getToken()
      clockError = -3_600
      for (let renewal = 0; renewal < 3; renewal++) {
        await pass(600_000)
        await source.renew()
        expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
      }
      expect(methods(fetch)).toEqual(['GET', 'GET', 'POST', 'GET', 'GET'])
    })

    it('believes an endpoint that brings the same token by POST', async () => {
      let minted = mint('alice')
      const fetch = endpoint(() => minted.clone())
      const source = make(fetch)
      await source.getToken()
      clockError = -3_600
      minted = mint('alice')
      await source.renew()
      expect(source.getSnapshot()).toMatchObject({ status: 'ready', fingerprint: 'f2', error: undefined })
    })

    it('keeps its token where the POST fails', async () => {
      const old = mint('alice')
      await pass(60_000)
      let status = 200
      const fetch = endpoint(({ method }) => (method === 'POST' ? new Response('{}', { status }) : old.clone()))
      const source = make(fetch, { initialToken: await mint('bob').json() })
      status = 429
      await expect(source.renew()).rejects.toMatchObject({ status: 429 })
      expect(source.getSnapshot()).toMatchObject({ status: 'ready', subject: 'bob', error: { status: 429 } })
    })
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
    expect(source.getServerSnapshot()).toMatchObject({
      status: 'ready',
      token: initialToken.token,
      origin: 'initial',
    })
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
