import { describe, expect, it } from 'vitest'
import { type EmulatorOptions, startEmulator } from '../index.ts'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { platformError, searchError } from '../testing/published-schemas.test.support.ts'

describe('startEmulator', () => {
  it('listens on loopback, on a free port, with new keys', async () => {
    const [one, other] = [(await openEmulator()).emulator, (await openEmulator()).emulator]
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/)
    expect(one.url).not.toBe(other.url)
    expect(one.organizationId).toBe('emulator')
    const key = /^xx[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
    for (const value of Object.values(one.apiKeys)) expect(value).toMatch(key)
    expect(new Set([...Object.values(one.apiKeys), ...Object.values(other.apiKeys)]).size).toBe(8)
  })

  it('keeps idle connections open for a minute, for clients on a busy machine', async () => {
    const { emulator } = await openEmulator()
    const response = await fetch(emulator.url)
    await response.text()
    expect(response.headers.get('keep-alive')).toBe('timeout=60')
  })

  it('accepts keys, an organization, documents and groups', async () => {
    const authenticatedSearch = 'xx01234567-89ab-4cde-8f01-23456789abcd'
    const document = {
      id: 'one',
      title: 'Only one',
      body: 'Hello',
      clickUri: 'https://docs.example.com/one',
      source: 'Mine',
      date: '2026-01-01',
      allowed: ['Team'],
    }
    const { emulator, send } = await openEmulator({
      organizationId: 'acme',
      apiKeys: { authenticatedSearch },
      documents: [document],
      groups: { Team: ['me@example.com'] },
    })
    expect(emulator.apiKeys.authenticatedSearch).toBe(authenticatedSearch)
    const find = async (name: string) => {
      const userIds = [{ name, provider: 'Email Security Provider' }]
      const { json } = await send('/rest/search/v2/token?organizationId=acme', {
        bearer: authenticatedSearch,
        body: { userIds },
      })
      return (await send('/rest/search/v2?organizationId=acme', { bearer: json.token, body: {} })).json.totalCount
    }
    expect([await find('me@example.com'), await find('you@example.com')]).toEqual([1, 0])
  })

  it.each<[string, object]>([
    ['port', { port: 70_000 }],
    ['apiKeys.anonymousSearch', { apiKeys: { anonymousSearch: 'secret' } }],
    ['documents.0.title', { documents: [{ id: 'a' }] }],
    ['settings.tokenLifeMs', { settings: { tokenLifeMs: 0 } }],
    ['prot', { prot: 1 }],
    ['now', { now: 5 }],
  ])('throws a TypeError that names %s', async (name, options) => {
    const starting = startEmulator(options as EmulatorOptions)
    await expect(starting).rejects.toThrow(TypeError)
    await expect(starting).rejects.toThrow(name)
  })

  it('rejects with EADDRINUSE for a port in use', async () => {
    const { emulator } = await openEmulator()
    await expect(startEmulator({ port: Number(new URL(emulator.url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('frees the port on stop, with requests in flight, and when called twice', async () => {
    const { emulator, send } = await openEmulator()
    emulator.faults.add({ body: 'stalled' })
    emulator.faults.add({ delayMs: 60_000 })
    const open = [send('/rest/tokens/certificates'), send('/rest/tokens/certificates')].map((one) =>
      expect(one).rejects.toThrow(),
    )
    await expect.poll(() => emulator.faults.list().length).toBe(0)
    await Promise.all([emulator.stop(), emulator.stop()])
    await Promise.all(open)
    await expect(send('/rest/tokens/certificates')).rejects.toThrow('fetch failed')
    const again = await startEmulator({ port: Number(new URL(emulator.url).port) })
    await again.stop()
  })
})

describe('every path', () => {
  it.each([
    '/rest/search/v2',
    '/rest/search/v2/querySuggest',
    '/rest/organizations/emulator/events/v1',
    '/rest/v15/analytics/click',
    '/rest/unknown',
  ])('responds to a preflight for %s', async (path) => {
    const { send } = await openEmulator()
    const reply = await send(path, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://localhost:3000',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    })
    expect(reply.status).toBe(204)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000')
    expect(reply.headers.get('Access-Control-Allow-Credentials')).toBe('true')
    expect(reply.headers.get('Access-Control-Allow-Headers')).toBe('authorization,content-type')
    expect(reply.headers.get('Access-Control-Allow-Methods')).toContain('POST')
  })

  it('allows pages to read every response, errors and faults included', async () => {
    const { send, search, emulator } = await openEmulator()
    emulator.faults.add({ route: 'fields', status: 503 })
    const headers = { Origin: 'http://localhost:3000' }
    const fromPage = [
      await send('/rest/search/v2/fields', { headers }),
      await send('/rest/search/v2', { body: {}, headers }),
      await send('/rest/nothing', { headers }),
    ]
    for (const reply of fromPage) {
      expect(reply.status).toBeGreaterThan(400)
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000')
      expect(reply.headers.get('Access-Control-Allow-Credentials')).toBe('true')
      expect(reply.headers.get('Access-Control-Expose-Headers')).toContain('X-Request-ID')
      expect(reply.headers.get('X-Request-ID')).toMatch(/^[0-9a-f-]{36}$/)
      expect(reply.headers.get('Vary')).toBe('Origin')
    }
    expect((await search('bad')).headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it('returns 404 and 405 in the error shape of the API family', async () => {
    const { send } = await openEmulator()
    searchError.parse((await send('/rest/search/v2/nothing')).json)
    platformError.parse((await send('/rest/nothing')).json)
    const wrong = await send('/rest/search/v2/token')
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'POST, OPTIONS'])
    searchError.parse(wrong.json)
  })
})
