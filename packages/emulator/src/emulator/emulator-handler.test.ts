import { decodeJwt } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { emulatorHandler } from '../index.ts'

const origin = 'https://acme.org.coveo.com'
const alice = { name: 'asmith@example.com', provider: 'Email Security Provider', type: 'User' }

function open() {
  const { controls, fetch } = emulatorHandler({ organizationId: 'acme' })
  const post = (path: string, bearer: string, body: unknown) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const mint = () => post('/rest/search/v2/token', controls.apiKeys.authenticatedSearch, { userIds: [alice] })
  return { controls, fetch, post, mint }
}

describe('emulatorHandler', () => {
  it('creates tokens and searches without a server, for any host', async () => {
    const { controls, post, mint } = open()
    const { token } = (await (await mint()).json()) as { token: string }
    expect(decodeJwt(token)).toMatchObject({ organization: 'acme' })
    const response = await post('/rest/search/v2?organizationId=acme', token, { q: 'gateway' })
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(((await response.json()) as { totalCount: number }).totalCount).toBeGreaterThan(0)
    expect(controls.requests.map(({ route, status }) => [route, status])).toEqual([
      ['searchToken', 200],
      ['search', 200],
    ])
  })

  it('accepts a Request, and responds to preflights without a body', async () => {
    const { fetch } = open()
    const response = await fetch(new Request(`${origin}/rest/search/v2`, { method: 'OPTIONS' }))
    expect([response.status, response.body]).toEqual([204, null])
  })

  it('applies faults: statuses, streams, and a rejection for a closed connection', async () => {
    const { controls, mint } = open()
    controls.faults.add({ route: 'searchToken', status: 503, retryAfter: 3 })
    expect((await mint()).headers.get('Retry-After')).toBe('3')
    controls.faults.add({ body: 'huge' })
    expect((await (await mint()).text()).length).toBeGreaterThan(40 * 1024 * 1024)
    controls.faults.add({ reset: true })
    await expect(mint()).rejects.toThrow('fetch failed')
    expect(controls.requests.at(-1)?.status).toBe(0)
  })

  it('ends a delay when the request is aborted', async () => {
    const { controls, fetch } = open()
    controls.faults.add({ delayMs: 600_000 })
    const controller = new AbortController()
    const pending = fetch(`${origin}/rest/tokens/certificates`, { signal: controller.signal })
    controller.abort()
    await expect(pending).rejects.toThrow('abort')
  })

  it('ends a stream with an error when the request is aborted, and frees it when the reader stops', async () => {
    const { controls, fetch } = open()
    controls.faults.add({ body: 'endless', times: 2 })
    const controller = new AbortController()
    const aborted = await fetch(`${origin}/rest/tokens/certificates`, { signal: controller.signal })
    const reading = aborted.text()
    controller.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
    const canceled = await fetch(`${origin}/rest/tokens/certificates`)
    await canceled.body?.cancel()
    expect(controls.faults.list()).toEqual([])
  })

  it.each(['abort', 'cancel'])('ends the generator of a stream that waits for its reader, on %s', async (way) => {
    const { fetch } = open()
    const generators = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})()))
    const end = vi.spyOn(generators, 'return')
    const controller = new AbortController()
    const { body, status } = await fetch('http://127.0.0.1/__emulator/events', { signal: controller.signal })
    expect(status).toBe(200)
    // The first event is ready: the generator waits until a reader takes it.
    await new Promise((resolve) => setImmediate(resolve))
    if (way === 'abort') controller.abort()
    else await body?.cancel()
    expect(end).toHaveBeenCalledTimes(1)
    await expect(end.mock.results[0]?.value).resolves.toEqual({ done: true, value: undefined })
    end.mockRestore()
  })

  it('responds to HEAD without a body, and rejects compressed bodies', async () => {
    const { fetch } = open()
    const head = await fetch(`${origin}/rest/tokens/certificates`, { method: 'HEAD' })
    expect([head.status, head.body, head.headers.get('Content-Type')]).toEqual([
      200,
      null,
      'application/json; charset=utf-8',
    ])
    const headers = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' }
    expect((await fetch(`${origin}/rest/search/v2`, { method: 'POST', headers, body: 'x' })).status).toBe(415)
  })

  it('measures bodies in bytes', async () => {
    const { post, controls } = open()
    const response = await post('/rest/search/v2/token', controls.apiKeys.authenticatedSearch, 'é'.repeat(600_000))
    expect(response.status).toBe(413)
  })

  it('returns 413 above 1 MB', async () => {
    const { post, controls } = open()
    const response = await post('/rest/search/v2/token', controls.apiKeys.authenticatedSearch, 'x'.repeat(1_100_000))
    expect(response.status).toBe(413)
  })

  it('throws a TypeError that names an invalid option', () => {
    expect(() => emulatorHandler({ organizationId: '' })).toThrow(/emulatorHandler: organizationId/)
  })
})
