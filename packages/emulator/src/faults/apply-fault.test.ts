import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import type { FaultInput, TokenFault } from '../index.ts'
import { impersonate, monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { platformError, searchError } from '../testing/published-schemas.test.support.ts'

const grant = { userIds: [user('asmith@example.com')] }

async function openWith(fault: FaultInput) {
  const opened = await openEmulator()
  const active = opened.emulator.faults.add(fault)
  return { ...opened, active, attempt: () => opened.mint(grant) }
}

describe('faults', () => {
  it('apply once by default', async () => {
    const { attempt, emulator } = await openWith({ route: 'searchToken', status: 503, retryAfter: 7 })
    const reply = await attempt()
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '7'])
    expect(searchError.parse(reply.json).errorCode).toBe('SERVER_UNAVAILABLE')
    expect(emulator.faults.list()).toEqual([])
    expect((await attempt()).status).toBe(200)
  })

  it('apply `times` times, after `skip` requests', async () => {
    const { attempt } = await openWith({ route: 'searchToken', status: 500, times: 2, skip: 1 })
    const statuses = []
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await attempt()).status)
    expect(statuses).toEqual([200, 500, 500, 200])
  })

  it('apply until removed with `times: always`', async () => {
    const { attempt, emulator, active } = await openWith({ status: 429, times: 'always' })
    for (let turn = 0; turn < 3; turn += 1) expect((await attempt()).status).toBe(429)
    expect(emulator.faults.list()[0]).toMatchObject({ id: active.id, struck: 3 })
    expect(emulator.faults.remove(active.id)).toBe(true)
    expect((await attempt()).status).toBe(200)
  })

  it('apply to their own route only, oldest first', async () => {
    const { mint, mintPlatform, emulator } = await openEmulator()
    emulator.faults.add({ route: ['platformToken', 'search'], status: 502 })
    emulator.faults.add({ route: 'platformToken', status: 503 })
    expect((await mint(grant)).status).toBe(200)
    const first = await mintPlatform({ body: {} })
    platformError.parse(first.json)
    expect([first.status, (await mintPlatform({ body: {} })).status]).toEqual([502, 503])
    emulator.faults.add({ status: 500, times: 'always' })
    emulator.faults.clear()
    expect((await mint(grant)).status).toBe(200)
  })

  it('appear in the request log, with the body of the request', async () => {
    const { attempt, emulator, active } = await openWith({ status: 401 })
    await attempt()
    await attempt()
    expect(emulator.requests.map(({ status, fault, body }) => [status, fault, body])).toEqual([
      [401, active.id, grant],
      [200, undefined, grant],
    ])
  })

  it.each([401, 419])('return %i from a search', async (status) => {
    const { search, tokenFor, emulator } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    emulator.faults.add({ route: 'search', status })
    const reply = await search(token)
    expect(searchError.parse(reply.json).statusCode).toBe(status)
    expect(reply.status).toBe(status)
  })

  it('send HTML, an empty body, a truncated body or custom headers', async () => {
    const { attempt, emulator } = await openWith({ body: 'html' })
    const html = await attempt()
    expect([html.status, html.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8'])
    emulator.faults.add({ body: 'empty', status: 502 })
    const empty = await attempt()
    expect([empty.status, empty.text]).toEqual([502, ''])
    emulator.faults.add({ body: 'malformed' })
    const malformed = await attempt()
    expect([malformed.status, malformed.json]).toEqual([200, undefined])
    emulator.faults.add({ status: 403, body: 'html', headers: { 'x-coveo-waf-action': 'block' } })
    expect((await attempt()).headers.get('x-coveo-waf-action')).toBe('block')
  })

  it('send a redirect', async () => {
    const { attempt } = await openWith({ redirectTo: 'http://127.0.0.1:9/elsewhere', status: 307 })
    const reply = await attempt()
    expect([reply.status, reply.headers.get('Location')]).toEqual([307, 'http://127.0.0.1:9/elsewhere'])
  })

  it('send 40 MB', async () => {
    const { attempt } = await openWith({ body: 'huge' })
    const { text } = await attempt()
    expect(text.length).toBeGreaterThan(40 * 1024 * 1024)
    expect(text.endsWith('"}')).toBe(true)
  })

  it.each(['endless', 'stalled'] as const)('keep a body %s until the client aborts', async (body) => {
    const { emulator } = await openWith({ body })
    const controller = new AbortController()
    const headers = {
      Authorization: `Bearer ${emulator.apiKeys.authenticatedSearch}`,
      'Content-Type': 'application/json',
    }
    const path = `${emulator.url}/rest/search/v2/token`
    const response = await fetch(path, { method: 'POST', headers, body: '{}', signal: controller.signal })
    const reader = response.body?.getReader()
    if (body === 'endless') for (let chunk = 0; chunk < 3; chunk += 1) expect((await reader?.read())?.done).toBe(false)
    controller.abort()
    await expect(reader?.closed).rejects.toThrow('abort')
  })

  it('close the connection', async () => {
    const { attempt, emulator } = await openWith({ reset: true })
    await expect(attempt()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect((await attempt()).status).toBe(200)
    expect(emulator.requests[0]).toMatchObject({ status: 0, route: 'searchToken' })
  })

  it('delay a response until the emulator stops', async () => {
    const { attempt, emulator } = await openWith({ delayMs: 600_000 })
    const waiting = expect(attempt()).rejects.toThrow('fetch failed')
    await expect.poll(() => emulator.faults.list().length).toBe(0)
    await emulator.stop()
    await waiting
  })

  it('shift the Date header only', async () => {
    const { attempt } = await openWith({ dateSkewMs: -3_600_000 })
    const reply = await attempt()
    expect(reply.headers.get('Date')).toBe(new Date(monday - 3_600_000).toUTCString())
    expect(decodeJwt(reply.json.token).iat).toBe(monday / 1000)
  })
})

describe('token faults', () => {
  it.each<[TokenFault, (claims: ReturnType<typeof decodeJwt>) => unknown, unknown]>([
    ['expired', ({ exp }) => Number(exp) * 1000 < monday, true],
    ['exp-in-milliseconds', ({ exp }) => exp, monday + 86_400_000],
    ['no-exp', ({ exp }) => exp, undefined],
    ['wrong-organization', ({ organization }) => organization, 'another-organization'],
    ['other-user', ({ userIds }) => JSON.stringify(userIds).includes('other.user@example.com'), true],
  ])('%s changes a search token', async (token, look, expected) => {
    const { attempt } = await openWith({ route: 'searchToken', token })
    expect(look(decodeJwt((await attempt()).json.token))).toEqual(expected)
  })

  it.each<[TokenFault, unknown]>([
    ['garbage', { token: 'undefined' }],
    ['empty', { token: '' }],
    ['missing', {}],
  ])('%s removes the token from the response', async (token, expected) => {
    const { attempt } = await openWith({ route: 'searchToken', token })
    expect((await attempt()).json).toEqual(expected)
  })

  it.each<[TokenFault, number]>([
    ['expired', 419],
    ['wrong-organization', 401],
    ['wrong-signature', 401],
    ['no-exp', 200],
  ])('a search with a token that is %s returns %i', async (token, status) => {
    const { attempt, search } = await openWith({ route: 'searchToken', token })
    expect((await search((await attempt()).json.token)).status).toBe(status)
  })

  it('close the connection for a header that Node refuses to send, and the next call works', async () => {
    const { attempt } = await openWith({ headers: { Trailer: 'Expires' } })
    await expect(attempt()).rejects.toThrow('fetch failed')
    expect((await attempt()).status).toBe(200)
  })

  it('change platform tokens too', async () => {
    const { mintPlatform, search, emulator } = await openEmulator()
    const statuses: number[] = []
    for (const token of ['expired', 'wrong-organization', 'wrong-signature', 'other-user'] as const) {
      emulator.faults.add({ route: 'platformToken', token })
      const { json } = await mintPlatform({ body: { privileges: [impersonate] } })
      statuses.push((await search(json.token)).status)
    }
    expect(statuses).toEqual([401, 401, 401, 200])
  })

  it('keep an error response unchanged', async () => {
    const { mint, emulator } = await openEmulator()
    emulator.faults.add({ route: 'searchToken', token: 'empty' })
    expect((await mint({})).status).toBe(400)
  })
})

describe('faults.add', () => {
  it.each<[string, unknown]>([
    ['status', {}],
    ['does nothing', { route: 'search', times: 3 }],
    ['Unrecognized key: "latency"', { latency: 5, status: 500 }],
    ['route', { route: 'nowhere', status: 500 }],
    ['times', { status: 500, times: 0 }],
    ['reset', { reset: true, status: 500 }],
    ['exclude each other', { redirectTo: 'http://a', body: 'html' }],
    ['300 to 399', { redirectTo: 'http://a', status: 200 }],
    ['route searchToken or platformToken', { token: 'expired' }],
    ['token lets the call succeed', { route: 'searchToken', token: 'expired', status: 500 }],
    ['needs a body', { status: 200 }],
    ['headers', { headers: { 'a b': 'c' } }],
    ['retryAfter', { status: 429, retryAfter: '5\r\nX-Other: 1' }],
    ['redirectTo', { redirectTo: 'http://a/\u2603' }],
    ['object', 'status 500'],
  ])('rejects an invalid fault: %s', async (words, fault) => {
    const { emulator } = await openEmulator()
    expect(() => emulator.faults.add(fault as FaultInput)).toThrow(
      expect.objectContaining({ code: 'INVALID_FAULT', status: 400, message: expect.stringContaining(words) }),
    )
    expect(emulator.faults.list()).toEqual([])
  })
})
