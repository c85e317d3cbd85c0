import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { createCoveoClient } from './coveo-client.ts'
import type { CoveoClientOptions } from './coveo-client-options.ts'
import { coveoDate, coveoSeconds, jwtOf } from './coveo-response.test.fixture.ts'

const apiKey = 'xx590a182c-5045-4914-a00b-1f4099581b3e'
const alice = { name: 'asmith@example.com', provider: 'Email Security Provider' }
const hourToken = jwtOf({ exp: coveoSeconds + 3_600, organization: 'acme' })
const query = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }

/** A client that receives this response to every call, and the requests that it sent. */
function clientOf(respond: () => Response | Promise<Response>, options: Partial<CoveoClientOptions> = {}) {
  const requests: { url: URL; init: RequestInit | undefined }[] = []
  const coveo = createCoveoClient({
    organizationId: 'acme',
    apiKey,
    now: () => coveoSeconds * 1_000,
    maxAttempts: 1,
    fetch: async (input, init) => {
      requests.push({ url: new URL(String(input)), init })
      return respond()
    },
    ...options,
  })
  return { coveo, requests }
}

function dated(body: unknown): Response {
  return Response.json(body, { headers: { date: coveoDate } })
}

describe('createCoveoClient', () => {
  it('warns once if the key would be sent unencrypted, and never shows it', async () => {
    const warnings: string[] = []
    const onWarning = (warning: string) => warnings.push(warning)
    const { coveo } = clientOf(() => dated({ token: hourToken }), { baseUrl: 'http://proxy.test', onWarning })
    await coveo.createSearchToken({ userIds: [alice] })
    expect(warnings).toEqual([expect.stringContaining('http://proxy.test')])
    expect(warnings.join()).not.toContain(apiKey)
    clientOf(() => dated({}), { onWarning })
    expect(warnings).toHaveLength(1)
  })

  it('mints a search token', async () => {
    const token = jwtOf({ exp: coveoSeconds + 3_600, iat: coveoSeconds, organization: 'acme' })
    const { coveo, requests } = clientOf(() => dated({ token }))
    const minted = await coveo.createSearchToken({ userIds: [alice], validFor: 3_600_000 })
    expect(minted).toEqual({ token, remainingMs: 3_599_000, lifetimeMs: 3_600_000 })
    expect(requests[0]?.url.href).toBe('https://platform.cloud.coveo.com/rest/search/v2/token?organizationId=acme')
    expect(requests[0]?.init?.headers).toMatchObject({ authorization: `Bearer ${apiKey}` })
    expect(JSON.parse(String(requests[0]?.init?.body))).toEqual({ userIds: [alice], validFor: 3_600_000 })
  })

  it('mints a platform token', async () => {
    const { coveo, requests } = clientOf(() => dated({ token: hourToken }))
    expect((await coveo.createPlatformToken({ privileges: [query], validityPeriodMs: 600_000 })).lifetimeMs).toBe(
      600_000,
    )
    expect(requests[0]?.url.href).toBe(
      'https://platform.cloud.coveo.com/rest/organizations/acme/tokens?validityPeriod=PT10M',
    )
    expect(JSON.parse(String(requests[0]?.init?.body)).body.organizationId).toBe('acme')
  })

  it('lists the privileges of platform tokens', async () => {
    const { coveo, requests } = clientOf(() => dated([query]))
    expect(await coveo.listPlatformTokenPrivileges()).toEqual([query])
    expect(requests[0]?.url.pathname).toBe('/rest/organizations/acme/privileges/platformtokens')
  })

  it('lists the privileges of a token', async () => {
    const { coveo, requests } = clientOf(() => dated([query]))
    expect(await coveo.getTokenPrivileges('some+token')).toEqual([query])
    expect(requests[0]?.url.searchParams.get('accessToken')).toBe('some+token')
    expect(requests[0]?.init?.body).toBe('{}')
  })

  it('calls each family at its own base URL', async () => {
    const { coveo, requests } = clientOf(() => dated({ token: hourToken }), {
      searchBaseUrl: 'organization',
      platformBaseUrl: 'https://proxy.test/coveo',
    })
    await coveo.createSearchToken({ userIds: [alice] })
    await coveo.createPlatformToken({ privileges: [query] })
    expect(requests.map(({ url }) => url.origin + url.pathname)).toEqual([
      'https://acme.org.coveo.com/rest/search/v2/token',
      'https://proxy.test/coveo/rest/organizations/acme/tokens',
    ])
  })

  it('rejects parameters that Coveo would reject before it sends them', async () => {
    const { coveo, requests } = clientOf(() => dated({ token: hourToken }))
    await expect(coveo.createSearchToken({ userIds: [] as never })).rejects.toMatchObject({ code: 'grant-invalid' })
    await expect(coveo.createPlatformToken({ privileges: [] })).rejects.toMatchObject({ code: 'grant-invalid' })
    await expect(coveo.createPlatformToken(undefined as never)).rejects.toMatchObject({ code: 'grant-invalid' })
    await expect(coveo.getTokenPrivileges('')).rejects.toThrow(TypeError)
    expect(requests).toEqual([])
  })

  it("names wrong fields without a value under the application's own configuration of zod", async () => {
    const { customError } = z.config()
    z.config({ customError: (issue) => `not valid: ${JSON.stringify(issue.input)}` })
    try {
      const { coveo } = clientOf(() => dated({ token: hourToken }))
      const params = {
        userIds: [{ ...alice, type: 'swordfish' }],
        userGroups: [{ secret: 'swordfish' }],
        extra: 'swordfish',
      }
      const error = await coveo.createSearchToken(params as never).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({
        code: 'grant-invalid',
        message: expect.stringMatching(
          /userIds\.0\.type: must be one of User, .*userGroups\.0: must be a string.*unknown fields: extra/,
        ),
      })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('swordfish')
    } finally {
      z.config({ customError })
    }
  })

  it('passes the signal to every call', async () => {
    const { coveo } = clientOf(() => new Promise<Response>(() => undefined))
    const controller = new AbortController()
    const options = { signal: controller.signal }
    const calls = [
      coveo.createSearchToken({ userIds: [alice] }, options),
      coveo.createPlatformToken({ privileges: [query] }, options),
      coveo.listPlatformTokenPrivileges(options),
      coveo.getTokenPrivileges('t', options),
    ]
    const settled = Promise.allSettled(calls)
    controller.abort()
    for (const result of await settled) expect(result).toMatchObject({ reason: { code: 'aborted' } })
  })

  it('looks up the global fetch at each call', async () => {
    const fetch = vi.fn(async () => dated({ token: hourToken }))
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey })
    vi.stubGlobal('fetch', fetch)
    await coveo.createSearchToken({ userIds: [alice] })
    expect(fetch).toHaveBeenCalledOnce()
  })

  it('has a scope that differs by base URL, organization and key, and is not secret', () => {
    const base = { organizationId: 'acme', apiKey }
    const others = [
      { ...base, organizationId: 'acme2' },
      { ...base, apiKey: apiKey.replace('5', '6') },
      { ...base, region: 'eu' as const },
      { ...base, searchBaseUrl: 'organization' },
      { ...base, platformBaseUrl: 'organization' },
      { ...base, baseUrl: 'https://proxy.test' },
    ]
    const scopes = [base, ...others].map((options) => createCoveoClient(options).scope)
    expect(new Set(scopes).size).toBe(scopes.length)
    expect(createCoveoClient(base).scope).toBe(scopes[0])
    expect(scopes.join()).not.toContain(apiKey.slice(2, 10))
  })

  it('throws a TypeError that names the wrong option and no value', () => {
    const make = (options: Partial<CoveoClientOptions>) => () =>
      createCoveoClient({ organizationId: 'acme', apiKey, ...options })
    for (const organizationId of ['', 'a b', '../x', 'a/b', 'a?b', undefined as never]) {
      expect(make({ organizationId })).toThrow(/^`organizationId` must/)
    }
    for (const key of ['', 'sword fish', 'swordfish\n', 'swörd', undefined as never]) {
      expect(make({ apiKey: key })).toThrow(/^`apiKey` must be a Coveo API key, such as the text of COVEO_API_KEY\.$/)
    }
    for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])
      expect(make({ timeoutMs })).toThrow(/^`timeoutMs`/)
    for (const maxAttempts of [0, 1.5, Number.NaN]) expect(make({ maxAttempts })).toThrow(/^`maxAttempts`/)
    expect(make({ region: 'mars' as 'us' })).toThrow(/^`region`/)
    expect(make({ baseUrl: 'nowhere' })).toThrow(/^`baseUrl`/)
  })

  it('never shows the API key', () => {
    const { coveo } = clientOf(() => dated({}))
    const shown = [
      JSON.stringify(coveo),
      inspect(coveo, { depth: 10, showHidden: true }),
      String(coveo),
      ...Object.values(coveo),
    ]
    expect(shown.join()).not.toContain(apiKey.slice(4))
    expect(Object.isFrozen(coveo)).toBe(true)
  })

  it('includes neither the API key nor the inspected token in any error', async () => {
    const inspected = jwtOf({ exp: coveoSeconds + 60 })
    const echo = `${apiKey} ${inspected} Bearer ${apiKey} https://h/?accessToken=${inspected}`
    const statuses = fc.constantFrom(200, 302, 400, 401, 403, 404, 408, 412, 419, 429, 500, 503)
    const bodies = fc.constantFrom(
      echo,
      JSON.stringify({ message: echo, errorCode: apiKey, requestID: inspected }),
      JSON.stringify({ statusCode: 1, type: echo, message: echo }),
      JSON.stringify({ title: echo, detail: inspected }),
      JSON.stringify([{ owner: echo }]),
      JSON.stringify({ token: `${apiKey} ` }),
      '',
    )
    await fc.assert(
      fc.asyncProperty(statuses, bodies, fc.boolean(), async (status, body, throws) => {
        const headers = { 'x-request-id': apiKey, location: `https://e.test/${apiKey}`, 'content-type': apiKey }
        const { coveo } = clientOf(() => {
          if (throws)
            throw new TypeError(echo, { cause: Object.assign(new Error(echo), { code: 'ECONNRESET', url: echo }) })
          return new Response(body, { status, headers })
        })
        const results = await Promise.allSettled([
          coveo.createSearchToken({ userIds: [alice] }),
          coveo.createPlatformToken({ privileges: [query] }),
          coveo.listPlatformTokenPrivileges(),
          coveo.getTokenPrivileges(inspected),
        ])
        for (const result of results) {
          expect(result.status).toBe('rejected')
          const shown = `${inspect(result, { depth: 10, showHidden: true })} ${JSON.stringify(result)}`
          expect(shown).not.toContain(apiKey.slice(2))
          expect(shown).not.toContain(inspected)
        }
      }),
    )
  })

  it('masks both of them when they have no known format', async () => {
    const secrets = { apiKey: 'correct-horse-battery', inspected: 'staple-of-opaque-tokens' }
    const echo = Object.values(secrets).join('_')
    const responses = [
      () => Response.json({ message: `No ${echo}`, errorCode: echo, requestID: echo }, { status: 403 }),
      () => new Response('', { status: 403, headers: { 'x-request-id': echo } }),
      () => Promise.reject(new TypeError(`No route for ${echo}`)),
    ]
    for (const respond of responses) {
      const { coveo } = clientOf(respond, { apiKey: secrets.apiKey })
      const error: unknown = await coveo.getTokenPrivileges(secrets.inspected).catch((thrown: unknown) => thrown)
      const shown = inspect(error, { depth: 10, showHidden: true })
      expect(shown).toContain('TokenError')
      for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret)
    }
  })
})
