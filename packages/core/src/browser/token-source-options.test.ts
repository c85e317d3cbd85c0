// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, endpoint, make, pass, setVisibility, startTime, stopTime } from './fake-endpoint.test.support.ts'
import { createTokenSource } from './token-source.ts'

describe('createTokenSource: options', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('uses `/api/coveo-token` and the page’s `fetch` by default', async () => {
    const fetch = endpoint()
    vi.stubGlobal('fetch', fetch)
    const source = createTokenSource()
    await source.getToken()
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/coveo-token')
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('credentials')
    source.dispose()
  })

  it('sends the headers and the credentials of the options with every request', async () => {
    const fetch = endpoint()
    const source = make(fetch, { headers: { 'x-csrf': 'c1' }, credentials: 'include' })
    const token = await source.getToken()
    await source.reportRejected(token)
    expect(fetch.mock.calls.map(([, init]) => [init.headers, init.credentials])).toEqual([
      [{ 'x-csrf': 'c1' }, 'include'],
      [{ 'x-csrf': 'c1', 'content-type': 'application/json' }, 'include'],
    ])
  })

  it('calls a function of headers for each request', async () => {
    let count = 0
    const fetch = endpoint()
    const source = make(fetch, { headers: () => ({ authorization: `Bearer s${++count}` }) })
    await source.getToken()
    await source.renew()
    expect(fetch.mock.calls.map(([, { headers }]) => headers)).toEqual([
      { authorization: 'Bearer s1' },
      { authorization: 'Bearer s2' },
    ])
  })

  it('publishes an error where the function of headers throws', async () => {
    const headers = () => {
      throw new Error('no CSRF token')
    }
    const source = make(endpoint(), { headers })
    await expect(source.getToken()).rejects.toMatchObject({ cause: new Error('no CSRF token') })
    expect(source.getSnapshot().status).toBe('error')
  })

  it.each([
    ['a token without its fields', {}],
    ['a problem of the server', { code: 'internal', status: 500 }],
    ['a bare token', 'aa.bb.cc'],
    ['an expired token', { expiresIn: 0 }],
  ])('requests a token where the page came with %s', async (_name, value) => {
    const initialToken =
      typeof value === 'object' && 'expiresIn' in value ? { ...(await answer().json()), ...value } : value
    const fetch = endpoint()
    const source = make(fetch, { initialToken: initialToken as never })
    expect(source.getServerSnapshot()).toEqual({ status: 'loading' })
    source.subscribe(() => {})
    await pass(10)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', origin: 'endpoint' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each([Number.NaN, 'soon', {}])(
    'demands only a valid token where `minRemainingMs` is %j in production',
    async (minRemainingMs) => {
      const fetch = endpoint()
      const source = make(fetch)
      for (let call = 0; call < 6; call++) await source.getToken({ minRemainingMs: minRemainingMs as number })
      expect(fetch).toHaveBeenCalledTimes(1)
    },
  )

  it('sends no request where the server says that the user is signed out', async () => {
    const fetch = endpoint()
    const source = make(fetch, { initialToken: null })
    expect(source.getServerSnapshot()).toEqual({ status: 'signed-out' })
    expect(source.getSnapshot()).toEqual({ status: 'signed-out' })
    // React's StrictMode subscribes twice.
    source.subscribe(() => {})()
    source.subscribe(() => {})
    await pass(600_000)
    await expect(source.getToken()).resolves.toBeTruthy()
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('sends a request for a signed-out user when the page is shown again, or `renew()` is called', async () => {
    const fetch = endpoint()
    const shown = make(fetch, { initialToken: null })
    shown.subscribe(() => {})
    await pass(10_000)
    setVisibility('visible')
    await pass(10)
    expect(shown.getSnapshot().status).toBe('ready')
    const renewed = make(fetch, { initialToken: null })
    await expect(renewed.getToken()).rejects.toMatchObject({ code: 'not-authenticated', status: 401 })
    await renewed.renew()
    expect(renewed.getSnapshot().status).toBe('ready')
  })

  it('reads no clock before its first use, because a server must not while it renders', async () => {
    const initialToken = await answer().json()
    const clocks = [vi.spyOn(Date, 'now'), vi.spyOn(performance, 'now')]
    const source = createTokenSource({ initialToken })
    const { status, expiresAt } = source.getServerSnapshot()
    expect([status, expiresAt]).toEqual(['ready', undefined])
    for (const clock of clocks) expect(clock).not.toHaveBeenCalled()
    expect(source.getSnapshot().expiresAt).toBeGreaterThan(0)
    source.dispose()
  })
})
