import { describe, expect, it } from 'vitest'
import { openEmulator, type SendOptions } from '../testing/open-emulator.test.support.ts'
import { platformError, searchError } from '../testing/published-schemas.test.support.ts'

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const deepList = '['.repeat(20_000) + ']'.repeat(20_000)
const deep = `{"userIds":${deepList}}`
const analyticsError = { parse: (json: unknown) => expect(Object.keys(json as object)).toEqual(['message', 'type']) }
const tokens = '/rest/organizations/emulator/tokens'

/** Requests of broken clients, with the status and the error shape of the API family. */
const requests: readonly (readonly [name: string, path: string, send: SendOptions, status: number, shape: object])[] = [
  ['malformed JSON', '/rest/search/v2/token', { body: '{' }, 400, searchError],
  ['malformed JSON', tokens, { body: '{"body":' }, 400, platformError],
  ['malformed JSON', '/rest/v15/analytics/click', { body: '{' }, 400, analyticsError],
  ['a list for an object', '/rest/search/v2/token', { body: [] }, 400, searchError],
  ['null for an object', tokens, { body: 'null' }, 400, platformError],
  ['a number for an object', '/rest/search/v2', { body: '5' }, 400, searchError],
  ['deeply nested JSON', '/rest/search/v2/token', { body: deep }, 400, searchError],
  ['deeply nested JSON', '/rest/search/v2', { body: deepList }, 400, searchError],
  ['deeply nested JSON', '/rest/search/v2', { body: `{"facets":${deepList}}` }, 400, searchError],
  ['a form for JSON', '/rest/search/v2/token', { body: 'a=b', headers: form }, 415, searchError],
  ['text for JSON', tokens, { body: '{}', headers: { 'Content-Type': 'text/plain' } }, 415, platformError],
  ['a body of 2 MB', '/rest/search/v2', { body: 'x'.repeat(2_000_000) }, 413, searchError],
  ['a body of 2 MB', tokens, { body: 'x'.repeat(2_000_000) }, 413, platformError],
  ['a body of 2 MB', '/rest/ua/v15/analytics/view', { body: 'x'.repeat(2_000_000) }, 413, analyticsError],
  ['an unknown method', '/rest/search/v2', { method: 'PATCH' }, 405, searchError],
  ['an unknown method', tokens, { method: 'DELETE' }, 405, platformError],
  ['an unknown path', '/rest/search/v2/nothing', {}, 404, searchError],
  ['an unknown path', '/rest/%ff/x', {}, 404, platformError],
  ['an unknown path', '/rest/ua/v15/nothing', {}, 404, analyticsError],
  ['an unknown organization', '/rest/organizations/other/privileges', {}, 404, platformError],
  ['an API that is not emulated', '/rest/organizations/emulator/commerce/v2/search', { body: {} }, 422, searchError],
]

describe('a hostile request', () => {
  it.each(requests)('gets the error shape of its API with CORS and an id: %s to %s', async (...row) => {
    const [, path, options, status, shape] = row
    const { send, emulator } = await openEmulator()
    const Origin = 'http://localhost:3000'
    const bearer = emulator.adminToken
    const reply = await send(path, { bearer, ...options, headers: { Origin, ...options.headers } })
    expect(reply.status).toBe(status)
    ;(shape as { parse(json: unknown): unknown }).parse(reply.json)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(Origin)
    expect(reply.headers.get('Access-Control-Allow-Credentials')).toBe('true')
    expect(reply.headers.get('X-Request-ID')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('to an unknown path is INVALID_URI, in the words of production', async () => {
    const { send } = await openEmulator()
    expect((await send('/rest/nothing')).json).toMatchObject({
      message: 'No resource found at the provided URI.',
      errorCode: 'INVALID_URI',
    })
  })

  it.each(['/rest/search/v2', '/rest/nothing', '/', '/__emulator/state'])(
    'gets the headers of GET and no body for HEAD %s',
    async (path) => {
      const { send } = await openEmulator()
      const [head, get] = [await send(path, { method: 'HEAD' }), await send(path)]
      expect([head.status, head.text]).toEqual([get.status, ''])
      expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'))
      expect(head.headers.get('X-Request-ID')).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  it('to move the clock out of every date is a 400, and the emulator works on', async () => {
    const { send } = await openEmulator()
    const reply = await send('/__emulator/clock', { body: { advanceMs: 1e300 } })
    expect([reply.status, reply.json.message]).toEqual([400, expect.stringContaining('1900 and 9999')])
    expect((await send('/__emulator/state')).status).toBe(200)
  })
})
