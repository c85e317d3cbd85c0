import { createCoveoClient } from '@coveo-token/core'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { NextRequest } from 'next/server.js'
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { withPrivileges } from './with-privileges.ts'

vi.mock('server-only', () => ({}))

describe('withPrivileges', () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.reset())
  afterAll(() => emulator.stop())

  function guarded(privileges: string[]) {
    const { organizationId, apiKeys, url } = emulator
    const coveo = createCoveoClient({
      organizationId,
      apiKey: apiKeys.authenticatedSearch,
      baseUrl: url,
      maxAttempts: 1,
    })
    const errors: unknown[] = []
    const handler = withPrivileges(
      { coveo, privileges, onError: (error) => void errors.push(error) },
      async (request, { params }: { params: Promise<{ id: string }> }) => {
        expectTypeOf(request).toEqualTypeOf<NextRequest>()
        return Response.json((await params).id)
      },
    )
    async function ask(authorization?: string) {
      const headers: HeadersInit = authorization === undefined ? {} : { authorization }
      const request = new NextRequest('http://app.example/api/report/7', { headers })
      return handler(request, { params: Promise.resolve({ id: '7' }) })
    }
    async function token() {
      const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider' }]
      return (await coveo.createSearchToken({ userIds })).token
    }
    return { ask, token, errors }
  }

  it('runs the handler, with its own second argument, for a token that holds what is required', async () => {
    const { ask, token } = guarded(['SEARCH_API:EXECUTE_QUERY'])
    expect(await (await ask(`Bearer ${await token()}`)).json()).toBe('7')
  })

  it('401 without a token, 403 naming what one lacks', async () => {
    const { ask, token } = guarded(['PLATFORM:SOURCE:VIEW'])
    const without = await ask()
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const lacking = await ask(`Bearer ${await token()}`)
    expect(lacking.status).toBe(403)
    expect(await lacking.json()).toMatchObject({ code: 'missing-privileges', missing: ['PLATFORM:SOURCE:VIEW'] })
  })

  it('503 when Coveo cannot say, and reports it', async () => {
    const { ask, token, errors } = guarded(['SEARCH_API:EXECUTE_QUERY'])
    const authorization = `Bearer ${await token()}`
    emulator.faults.add({ route: 'tokenPrivileges', status: 500 })
    const response = await ask(authorization)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.json()).toMatchObject({ code: 'coveo-unavailable' })
    expect(errors).toMatchObject([{ code: 'coveo-server-error' }])
  })
})
