import { get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { monday, openEmulator, user } from '../testing/open-emulator.test.support.ts'

const base = '/__emulator'

describe('/__emulator/', () => {
  it('returns health and state', async () => {
    const { send, emulator } = await openEmulator()
    expect((await send(`${base}/health`)).json).toEqual({ status: 'ok' })
    expect((await send(`${base}/state`)).json).toEqual({
      organizationId: 'emulator',
      apiKeys: emulator.apiKeys,
      clock: { now: monday, iso: '2026-07-06T09:00:00.000Z', frozen: false },
      settings: emulator.settings.get(),
      documents: 83,
      faults: 0,
      revoked: 0,
      requests: 0,
    })
  })

  it('explains through which users and groups a user can access a document', async () => {
    const { send } = await openEmulator()
    const access = async (document: string, name: string) =>
      send(`${base}/access?document=emulator.${document}&user=${name}`)
    expect((await access('budget-2026', 'bjones@example.com')).json).toEqual({ through: ['Finance'] })
    expect((await access('budget-2026', 'asmith@example.com')).json).toEqual({ through: [] })
    expect((await access('alice-weekly-notes', 'ASMITH@example.com')).json.through).toEqual(['asmith@example.com'])
    expect((await access('nowhere', 'asmith@example.com')).status).toBe(404)
    expect((await send(`${base}/access`)).status).toBe(400)
  })

  it('moves, sets, freezes and resets the clock', async () => {
    const { send, emulator } = await openEmulator()
    const change = async (body: object) => (await send(`${base}/clock`, { body })).json
    expect((await change({ advanceMs: 1500 })).now).toBe(monday + 1500)
    expect((await change({ set: '2030-01-01T00:00:00Z', frozen: true })).iso).toBe('2030-01-01T00:00:00.000Z')
    expect(emulator.clock.frozen).toBe(true)
    expect((await send(`${base}/clock`)).json.frozen).toBe(true)
    expect((await send(`${base}/clock`, { method: 'DELETE' })).json.now).toBe(monday)
  })

  it.each([{ set: 1e300 }, { set: '2030-01-01T00:00:00Z', advanceMs: 1e300 }, { advanceMs: -1e300 }])(
    'changes nothing of the clock for the impossible time %j',
    async (change) => {
      const { send, emulator } = await openEmulator()
      for (const frozen of [true, false]) {
        expect((await send(`${base}/clock`, { body: { ...change, frozen } })).status).toBe(400)
        expect([emulator.clock.now(), emulator.clock.frozen]).toEqual([monday, false])
      }
    },
  )

  it('freezes the clock at exactly the time of the request', async () => {
    let ticks = 0
    const { send } = await openEmulator({ now: () => monday + ticks++ })
    const frozenAt = async (body: object) => (await send(`${base}/clock`, { body: { ...body, frozen: true } })).json.now
    expect(await frozenAt({ set: monday + 86_400_000 })).toBe(monday + 86_400_000)
    expect(await frozenAt({ advanceMs: 5 })).toBe(monday + 86_400_005)
  })

  it('registers and clears faults', async () => {
    const { send, mint } = await openEmulator()
    const added = await send(`${base}/faults`, { body: { route: 'searchToken', status: 500 } })
    expect([added.status, added.json]).toMatchObject([201, { id: 1, struck: 0, times: 1 }])
    expect((await send(`${base}/faults`)).json.faults).toHaveLength(1)
    await send(`${base}/faults`, { method: 'DELETE' })
    expect((await mint({ userIds: [user('a@example.com')] })).status).toBe(200)
  })

  it('revokes tokens and changes settings', async () => {
    const { send, search, tokenFor } = await openEmulator()
    const token = await tokenFor('asmith@example.com')
    const { json } = await send(`${base}/revoke`, { body: { token } })
    expect(json).toEqual({ fingerprint: expect.stringMatching(/^[\w-]{16}$/) })
    expect((await search(token)).status).toBe(401)
    expect((await send(`${base}/settings`, { body: { tokenLifeMs: 90_000 } })).json.tokenLifeMs).toBe(90_000)
    expect((await send(`${base}/settings`, { body: { tokenLifeMs: null } })).json.tokenLifeMs).toBeNull()
    expect((await send(`${base}/settings`, { method: 'DELETE' })).json.expiredTokenStatus).toBe(419)
  })

  it('returns and clears the requests, without control requests', async () => {
    const { send, tokenFor } = await openEmulator()
    await tokenFor('asmith@example.com')
    const { json } = await send(`${base}/requests`)
    expect(json).toMatchObject({ total: 1, requests: [{ sequence: 1, route: 'searchToken', status: 200 }] })
    await send(`${base}/requests`, { method: 'DELETE' })
    expect((await send(`${base}/requests`)).json).toEqual({ total: 0, requests: [] })
  })

  it('pages the requests by sequence', async () => {
    const { send } = await openEmulator()
    for (let request = 0; request < 5; request += 1) await send(`/nowhere/${request}`)
    const first = (await send(`${base}/requests?limit=3`)).json
    expect(first).toMatchObject({ total: 5, next: 3, requests: [{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }] })
    const rest = (await send(`${base}/requests?limit=3&after=${first.next}`)).json
    expect(rest.requests.map(({ sequence }: { sequence: number }) => sequence)).toEqual([4, 5])
    expect(rest).not.toHaveProperty('next')
    expect((await send(`${base}/requests?limit=0`)).json.message).toContain('limit')
  })

  it('removes one fault by id', async () => {
    const { send, emulator } = await openEmulator()
    const [first, second] = [emulator.faults.add({ status: 500 }), emulator.faults.add({ status: 503 })]
    const { json } = await send(`${base}/faults/${first.id}`, { method: 'DELETE' })
    expect(json.faults.map(({ id }: { id: number }) => id)).toEqual([second.id])
    expect((await send(`${base}/faults/${first.id}`, { method: 'DELETE' })).status).toBe(404)
  })

  it('streams requests after a sequence, and changes, as server-sent events', async () => {
    const { send, search, emulator } = await openEmulator()
    await search(undefined)
    await search('one')
    const controller = new AbortController()
    const response = await fetch(`${emulator.url}${base}/events?after=1`, { signal: controller.signal })
    expect(response.headers.get('Content-Type')).toBe('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (pattern: RegExp) => {
      while (!pattern.test(text)) text += (await reader?.read())?.value ?? ''
    }
    await until(/event: request\ndata: {"sequence":2,/)
    await search('two')
    await until(/"sequence":3,/)
    await send(`${base}/clock`, { body: { frozen: true } })
    await until(/event: change/)
    expect(text).not.toContain('"sequence":1,')
    controller.abort()
  })

  it('returns the script of the control room', async () => {
    const { send } = await openEmulator()
    const reply = await send(`${base}/control-room.js`)
    expect(reply.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(() => new Function(reply.text)).not.toThrow()
  })

  it('restores everything on reset except keys and tokens', async () => {
    const { send, search, tokenFor, emulator } = await openEmulator({ settings: { expiredTokenStatus: 401 } })
    const token = await tokenFor('asmith@example.com')
    emulator.clock.advance(48 * 3_600_000)
    emulator.settings.update({ expiredTokenStatus: 419 })
    emulator.faults.add({ status: 500, times: 'always' })
    emulator.revoke(token)
    const { json } = await send(`${base}/reset`, { method: 'POST' })
    expect(json).toMatchObject({
      clock: { now: monday },
      settings: { expiredTokenStatus: 401 },
      faults: 0,
      revoked: 0,
      requests: 0,
    })
    expect((await search(token)).status).toBe(200)
  })

  it.each([
    ['/clock', {}, 'advanceMs'],
    ['/clock', { set: 'tomorrow' }, 'set'],
    ['/clock', { forward: 5 }, 'forward'],
    ['/faults', { route: 'search', wait: 1 }, 'wait'],
    ['/settings', { tokenLife: 5 }, 'tokenLife'],
    ['/settings', { tokenLifeMs: -1 }, 'tokenLifeMs'],
    ['/revoke', {}, 'token'],
    ['/revoke', [], 'object'],
  ])('rejects on %s an invalid body: %j', async (path, body, words) => {
    const { send } = await openEmulator()
    const reply = await send(base + path, { body })
    expect(reply.status).toBe(400)
    expect(reply.json.message).toContain(words)
    expect(reply.json.code).toMatch(/^INVALID_/)
  })

  it('rejects broken JSON, other content types, unknown paths and pages of other sites', async () => {
    const { send } = await openEmulator()
    const broken = await send(`${base}/faults`, { body: '{' })
    expect([broken.status, broken.json.code]).toEqual([400, 'INVALID_REQUEST'])
    const form = await send(`${base}/faults`, { body: 'status=500', headers: { 'Content-Type': 'text/plain' } })
    expect(form.status).toBe(415)
    expect((await send(`${base}/nothing`)).status).toBe(404)
    const foreign = await send(`${base}/reset`, { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect(foreign.status).toBe(403)
    const state = await send(`${base}/state`, { headers: { Origin: 'https://elsewhere.example.com' } })
    expect([state.status, state.headers.has('Access-Control-Allow-Origin')]).toEqual([403, false])
  })

  it('accepts requests without an Origin, as of a tool, and shares nothing with pages', async () => {
    const { send } = await openEmulator()
    const replies = [
      await send(`${base}/state`),
      await send(`${base}/requests`),
      await send(`${base}/clock`, { body: { advanceMs: 1000 } }),
      await send(`${base}/reset`, { method: 'POST' }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    for (const { headers } of replies) expect(headers.has('Access-Control-Allow-Origin')).toBe(false)
  })

  it('changes nothing by GET, which a browser sends without an Origin', async () => {
    const { send, emulator } = await openEmulator()
    emulator.clock.advance(60_000)
    emulator.faults.add({ route: 'search', status: 503 })
    await send('/rest/search/v2')
    const before = (await send(`${base}/state`)).json
    const paths = ['', '/health', '/state', '/clock', '/settings', '/requests', '/faults', '/control-room.js', '/reset']
    const changes = [
      '/revoke?token=a',
      '/clock?advanceMs=5',
      '/requests?limit=1',
      '/faults/1',
      '/settings?tokenLifeMs=5',
    ]
    for (const path of [...paths, ...changes]) await send(base + path)
    expect((await send(`${base}/state`)).json).toEqual(before)
  })

  it('rejects a public host name that resolves to this machine', async () => {
    const { emulator } = await openEmulator()
    const { port } = new URL(emulator.url)
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: `${base}/state`, headers: { host } }, (response) => {
          response.resume()
          resolve(response.statusCode)
        }).on('error', reject)
      })
    expect(await statusFor('rebound.example.com')).toBe(403)
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200)
    expect(await statusFor('localhost')).toBe(200)
    expect(await statusFor('coveo-emulator:4400')).toBe(200)
  })
})
