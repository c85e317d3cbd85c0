import { createCoveoClient, emailIdentity, type PrivilegeLike, searchGrant } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { NextRequest } from 'next/server.js'
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { createCoveo } from './create-coveo.ts'

describe('createCoveo', () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.reset())
  afterAll(() => emulator.stop())

  function guarded(privileges: PrivilegeLike[]) {
    const { organizationId, apiKeys, url } = emulator
    const coveo = createCoveoClient({
      organizationId,
      apiKey: apiKeys.authenticatedSearch,
      baseUrl: url,
      maxAttempts: 1,
    })
    const errors: unknown[] = []
    const { requirePrivileges } = createCoveo({
      coveo,
      user: () => null,
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
      onError: (error) => void errors.push(error),
    })
    const handler = requirePrivileges(privileges, async (request, { params }: { params: Promise<{ id: string }> }) => {
      expectTypeOf(request).toEqualTypeOf<NextRequest>()
      return Response.json((await params).id)
    })
    async function send(authorization?: string) {
      const headers: HeadersInit = authorization === undefined ? {} : { authorization }
      const request = new NextRequest('http://app.example/api/report/7', { headers })
      return handler(request, { params: Promise.resolve({ id: '7' }) })
    }
    async function token() {
      const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }] as const
      return (await coveo.createSearchToken({ userIds })).token
    }
    return { send, token, errors }
  }

  it('runs the handler with its own second argument for a token with the privileges', async () => {
    const { send, token } = guarded(['SEARCH_API:EXECUTE_QUERY'])
    expect(await (await send(`Bearer ${await token()}`)).json()).toBe('7')
  })

  it('responds 401 without a token, and 403 with the missing privileges', async () => {
    const { send, token } = guarded(['PLATFORM:SOURCE:VIEW'])
    const without = await send()
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const lacking = await send(`Bearer ${await token()}`)
    expect(lacking.status).toBe(403)
    expect(await lacking.json()).toMatchObject({ code: 'missing-privileges', missing: ['PLATFORM:SOURCE:VIEW'] })
  })

  it('responds 503 when Coveo is down, and reports the error', async () => {
    const { send, token, errors } = guarded(['SEARCH_API:EXECUTE_QUERY'])
    const authorization = `Bearer ${await token()}`
    emulator.faults.add({ route: 'tokenPrivileges', status: 500 })
    const response = await send(authorization)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({ code: 'coveo-unavailable' })
    expect(errors).toMatchObject([{ code: 'coveo-server-error' }])
  })

  it('takes an empty forwarded header of a proxy for a missing one', async () => {
    const coveo = createCoveo({
      coveo: createFakeCoveo(),
      user: () => 'asmith@example.com',
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
    })
    for (const forwarded of ['', ' ', ', inner.example']) {
      const headers = {
        host: 'app.example',
        origin: 'https://app.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': forwarded,
      }
      const request = new NextRequest('http://localhost:3000/api/coveo-token', { headers })
      expect((await coveo.handlers.GET(request)).status, forwarded).toBe(200)
    }
    const headers = { host: 'app.example', origin: 'http://app.example', 'x-forwarded-proto': '' }
    const request = new NextRequest('http://localhost:3000/api/coveo-token', { headers })
    expect((await coveo.handlers.GET(request)).status).toBe(200)
    await coveo.tokens.close()
  })

  it('keeps to `allowedHosts`, also if a page forwards an allowed one', async () => {
    const coveo = createCoveo({
      coveo: createFakeCoveo(),
      user: () => 'asmith@example.com',
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      allowedHosts: ['app.example'],
      onError: () => {},
    })
    const statusOf = async (headers: Record<string, string>) =>
      (await coveo.handlers.GET(new NextRequest('http://localhost:3000/api/coveo-token', { headers }))).status
    expect(await statusOf({ host: 'app.example' })).toBe(200)
    expect(await statusOf({ host: 'evil.example' })).toBe(403)
    expect(await statusOf({ host: 'evil.example', 'x-forwarded-host': 'app.example' })).toBe(403)
    await coveo.tokens.close()
  })
})
