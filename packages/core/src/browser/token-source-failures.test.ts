// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answer, endpoint, make, pass, setVisibility, startTime, stopTime } from './fake-endpoint.test.support.ts'

describe('createTokenSource: failures', () => {
  beforeEach(startTime)
  afterEach(stopTime)

  it('retries as soon as the network is back', async () => {
    let online = false
    const fetch = endpoint(() => (online ? answer() : Promise.reject(new TypeError('Failed to fetch'))))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(20_000)
    const tries = fetch.mock.calls.length
    expect(tries).toBeLessThanOrEqual(6)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { code: 'endpoint-unreachable' } })
    online = true
    window.dispatchEvent(new Event('online'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(tries + 1)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', error: undefined })
  })

  it('waits between failures: one, two, four seconds, up to a minute', async () => {
    const times: number[] = []
    const fetch = endpoint(() => {
      times.push(Date.now())
      return new Response('', { status: 500 })
    })
    make(fetch).subscribe(() => {})
    for (let second = 0; second < 300; second++) await pass(1_000)
    const gaps = times.slice(1).map((time, at) => Math.round((time - (times[at] ?? 0)) / 1_000))
    expect(gaps.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32])
    expect(Math.max(...gaps)).toBeLessThanOrEqual(61)
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(11)
  })

  it('publishes when it retries by itself', async () => {
    const fetch = endpoint(() => new Response('', { status: 503, headers: { 'retry-after': '30' } }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(10)
    const { retryAt = 0 } = source.getSnapshot()
    expect(retryAt).toBeGreaterThanOrEqual(Date.now() + 29_000)
    await pass(retryAt - Date.now() - 1_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(2_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('publishes the retry of a renewal that failed early, and nothing once it has succeeded', async () => {
    let isBroken = false
    const source = make(endpoint(() => (isBroken ? new Response('', { status: 500 }) : answer())))
    source.subscribe(() => {})
    await pass(10)
    const { refreshAt } = source.getSnapshot()
    isBroken = true
    await expect(source.renew()).rejects.toMatchObject({ code: 'endpoint-failed' })
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', retryAt: refreshAt })
    isBroken = false
    await source.renew()
    expect(source.getSnapshot().retryAt).toBeUndefined()
  })

  it('rejects without a request during a pause', async () => {
    const fetch = endpoint(() => new Response('', { status: 500 }))
    const source = make(fetch)
    await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-failed' })
    for (let call = 0; call < 20; call++)
      await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-failed' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('obeys Retry-After, also in `renew()`', async () => {
    const fetch = endpoint(() => new Response('', { status: 503, headers: { 'retry-after': '30' } }))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(29_000)
    await expect(source.renew()).rejects.toMatchObject({ status: 503 })
    window.dispatchEvent(new Event('online'))
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(1)
    await pass(6_000)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['404', () => new Response('', { status: 404 })],
    ['403', () => new Response('', { status: 403 })],
    ['a page', () => new Response('<p>Hello', { headers: { 'content-type': 'text/html' } })],
  ])('retries minutes apart, and when the page is shown, after %s', async (_name, broken) => {
    let isBroken = true
    const fetch = endpoint(() => (isBroken ? broken() : answer()))
    const source = make(fetch)
    source.subscribe(() => {})
    await pass(110_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(source.getSnapshot()).toMatchObject({ status: 'error', error: { retryable: false } })
    setVisibility('visible')
    await pass(10)
    expect(fetch).toHaveBeenCalledTimes(2)
    await pass(3_600_000)
    expect(fetch.mock.calls.length).toBeGreaterThan(10)
    expect(fetch.mock.calls.length).toBeLessThan(32)
    isBroken = false
    await pass(310_000)
    expect(source.getSnapshot().status).toBe('ready')
  })

  it('sends fewer and fewer requests to a broken endpoint while the page calls `getToken()`', async () => {
    const fetch = endpoint(() => new Response('', { status: 404 }))
    const source = make(fetch)
    for (let call = 0; call < 600; call++) {
      await expect(source.getToken()).rejects.toMatchObject({ code: 'endpoint-not-found' })
      await pass(100)
    }
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(7)
  })

  it('keeps a valid token while renewals fail, and drops it when it expires', async () => {
    let broken = false
    const source = make(endpoint(() => (broken ? new Response('', { status: 500 }) : answer())))
    source.subscribe(() => {})
    await pass(10)
    const { token } = source.getSnapshot()
    broken = true
    for (let minute = 0; minute < 50; minute++) await pass(60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token, error: { code: 'endpoint-failed' } })
    expect(await source.getToken()).toBe(token)
    for (let minute = 0; minute < 10; minute++) await pass(60_000)
    expect(source.getSnapshot()).toMatchObject({ status: 'error' })
    expect(source.getSnapshot().token).toBeUndefined()
  })

  /** A source whose token lasts for 8 seconds more, less than its page needs, and whose renewals get this response. */
  async function sourceWithShortToken(reply: () => Response | Promise<Response>) {
    let isFirst = true
    const fetch = endpoint(() => {
      if (!isFirst) return reply()
      isFirst = false
      return answer({ expiresIn: 20, refreshIn: 20 })
    })
    const source = make(fetch)
    const token = await source.getToken()
    await pass(12_000)
    return { source, fetch, token }
  }

  it('returns the token that it holds where a renewal fails', async () => {
    const { source, fetch, token } = await sourceWithShortToken(() => new Response('', { status: 503 }))
    expect(await source.getToken()).toBe(token)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('returns it neither to a signed-out user nor after the signal', async () => {
    const signedOut = await sourceWithShortToken(() => new Response('{}', { status: 401 }))
    await expect(signedOut.source.getToken()).rejects.toMatchObject({ code: 'not-authenticated' })
    const { source } = await sourceWithShortToken(() => new Promise<Response>(() => {}))
    const leaving = new AbortController()
    const left = expect(source.getToken({ signal: leaving.signal })).rejects.toThrow('left')
    leaving.abort(new Error('left'))
    await left
  })

  it('sends no request for each `getToken()` while an endpoint is wrong and the token is valid', async () => {
    let isWrong = false
    const fetch = endpoint(() => (isWrong ? new Response('', { status: 404 }) : answer()))
    const source = make(fetch)
    const token = await source.getToken()
    isWrong = true
    await pass(2_711_000)
    for (let second = 0; second < 60; second++) {
      expect(await source.getToken()).toBe(token)
      await pass(1_000)
    }
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('reports a rejected token also during the pause after a failure', async () => {
    let isDown = false
    const fetch = endpoint(() => (isDown ? new Response('', { status: 503 }) : answer()))
    const source = make(fetch)
    const token = await source.getToken()
    isDown = true
    await source.renew().catch(() => {})
    isDown = false
    expect(await source.reportRejected(token)).not.toBe(token)
    expect(fetch.mock.calls.map(([, { method }]) => method)).toEqual([undefined, undefined, 'POST'])
  })

  it('stops when the endpoint sends the rejected token again', async () => {
    const same = answer()
    const fetch = endpoint(() => same.clone())
    const source = make(fetch)
    source.subscribe(() => {})
    const token = await source.getToken()
    await expect(source.reportRejected(token)).rejects.toMatchObject({ code: 'endpoint-bad-response' })
    await pass(100_000)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(source.getSnapshot()).toMatchObject({ status: 'ready', token })
  })
})
