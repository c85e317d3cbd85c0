import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CoveoResponse } from './coveo-response.ts'
import { failure, parse, play, request } from './transport-play.test.fixture.ts'

describe('createTransport', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-08-04T10:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends the request with the key, as JSON, and never follows a redirect', async () => {
    const { fetch, send } = play([Response.json({ ok: true })])
    const sent = send()
    await sent.done
    expect(sent.value).toEqual({ ok: true })
    expect(fetch.mock.calls[0]?.[0]).toBe('https://search.test/rest/token?accessToken=swordfish')
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      headers: { accept: 'application/json', authorization: 'Bearer key', 'content-type': 'application/json' },
      body: '{"a":1}',
      redirect: 'manual',
    })
  })

  it('lets no cache store the response, where the runtime has that option', async () => {
    const { fetch, send } = play([Response.json({ ok: true })])
    await send().done
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ cache: 'no-store' })
    const { fetch: olderFetch, send: olderSend } = play([Response.json({ ok: true })])
    vi.stubGlobal('Request', class {})
    await olderSend().done
    expect(olderFetch.mock.calls[0]?.[1]).not.toHaveProperty('cache')
  })

  it('sends neither body nor content type with a GET', async () => {
    const { fetch, transport } = play([Response.json([])])
    await transport.send({ request: { family: 'platform', method: 'GET', path: '/x' }, parse })
    expect(fetch.mock.calls[0]?.[0]).toBe('https://platform.test/x')
    expect(fetch.mock.calls[0]?.[1]?.body).toBeUndefined()
    expect(fetch.mock.calls[0]?.[1]?.headers).not.toHaveProperty('content-type')
  })

  it.each([408, 429, 500, 502, 503, 504])('retries after %i, with growing pauses', async (status) => {
    const { fetch, send } = play([failure(status), failure(status), Response.json('third attempt')])
    const sent = send()
    await vi.advanceTimersByTimeAsync(124)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(fetch).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(249)
    expect(fetch).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1)
    await sent.done
    expect(sent.value).toBe('third attempt')
  })

  it.each([
    [408, 'coveo-timeout'],
    [429, 'coveo-rate-limited'],
    [503, 'coveo-server-error'],
  ])('rejects after three attempts with %i as %s', async (status, code) => {
    const { fetch, send } = play([failure(status)])
    const sent = send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(3)
    expect(sent.error).toMatchObject({ code, status, retryable: true })
  })

  it.each([400, 401, 403, 404, 412, 419, 422])('does not retry after %i', async (status) => {
    const { fetch, send } = play([failure(status)])
    const sent = send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(sent.error).toMatchObject({ code: 'coveo-refused', status })
  })

  it('does not retry after a bad response', async () => {
    const { fetch, send } = play([new Response('<html>')])
    const sent = send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(sent.error).toMatchObject({ code: 'coveo-bad-response' })
  })

  it('makes maxAttempts attempts', async () => {
    const { fetch, send } = play([failure(500)], { maxAttempts: 1 })
    send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['7', 7_000],
    ['Tue, 04 Aug 2026 10:00:07 GMT', 7_000],
    ['60', 60_000],
  ])('waits for Retry-After %s', async (value, ms) => {
    const headers = { 'retry-after': value, date: 'Tue, 04 Aug 2026 10:00:00 GMT' }
    const { fetch, send } = play([failure(429, headers), Response.json('now')])
    const sent = send()
    await vi.advanceTimersByTimeAsync(ms + 124)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    await sent.done
    expect(sent.value).toBe('now')
  })

  it.each(['61', '31536000', 'Wed, 04 Aug 2027 10:00:00 GMT'])(
    'stops at a Retry-After of %s and says to wait a minute',
    async (value) => {
      const { fetch, send } = play([failure(503, { 'retry-after': value, date: 'Tue, 04 Aug 2026 10:00:00 GMT' })])
      const sent = send()
      await sent.done
      expect(fetch).toHaveBeenCalledTimes(1)
      expect(sent.error).toMatchObject({ code: 'coveo-server-error', retryAfterMs: 60_000 })
      expect(vi.getTimerCount()).toBe(0)
    },
  )

  it('limits the time of each attempt, even for a fetch that ignores signals', async () => {
    const { fetch, send } = play(['hang'], { maxAttempts: 2 })
    const sent = send()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(sent.error).toBeUndefined()
    // One turn of the event loop more, in which a response that arrived during a freeze would be delivered.
    await vi.advanceTimersByTimeAsync(1 + 1 + 125)
    expect(fetch).toHaveBeenCalledTimes(2)
    expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(5_000 + 1)
    expect(sent.error).toMatchObject({ code: 'coveo-timeout', retryable: true })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects during an attempt when the caller aborts', async () => {
    const { fetch, send } = play(['hang'])
    const controller = new AbortController()
    const sent = send(controller.signal)
    await vi.advanceTimersByTimeAsync(10)
    controller.abort()
    await sent.done
    expect(sent.error).toMatchObject({ code: 'aborted' })
    expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects during a pause when the caller aborts, and clears its timer', async () => {
    const { fetch, send } = play([failure(503, { 'retry-after': '30' })])
    const controller = new AbortController()
    const sent = send(controller.signal)
    await vi.advanceTimersByTimeAsync(10)
    controller.abort()
    await sent.done
    expect(sent.error).toMatchObject({ code: 'aborted' })
    expect(vi.getTimerCount()).toBe(0)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('sends nothing if the caller has already aborted', async () => {
    const { fetch, send } = play([Response.json(1)])
    const sent = send(AbortSignal.abort())
    await sent.done
    expect(sent.error).toMatchObject({ code: 'aborted' })
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([301, 302, 303, 307, 308])('rejects a redirect with %i without a retry', async (status) => {
    const { fetch, send } = play([failure(status, { location: 'https://elsewhere.test/' })])
    const sent = send()
    await vi.runAllTimersAsync()
    expect(fetch).toHaveBeenCalledTimes(1)
    expect(sent.error).toMatchObject({ code: 'coveo-redirected', status, retryable: false })
  })

  it('rejects the opaque redirect of other runtimes, and a redirect that fetch has followed', async () => {
    for (const marks of [{ type: 'opaqueredirect', status: 0 }, { redirected: true }]) {
      const response = Response.json({})
      for (const [name, value] of Object.entries(marks)) Object.defineProperty(response, name, { value })
      const { transport } = play([], { fetch: async () => response })
      await expect(transport.send({ request, parse })).rejects.toMatchObject({ code: 'coveo-redirected' })
    }
  })

  it('measures the duration of the call, never negative', async () => {
    const times = [1_000, 1_800, 5_000, 4_000]
    const { transport } = play([Response.json(1)], { now: () => times.shift() ?? 0 })
    const elapsed = (response: CoveoResponse) => response.elapsedMs
    expect(await transport.send({ request, parse: elapsed })).toBe(800)
    expect(await transport.send({ request, parse: elapsed })).toBe(0)
  })
})
