import { createCoveoClient } from '@coveo-token/core'
import { createPrivilegeChecker, type PrivilegeLike } from '@coveo-token/core/privileges'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import type { ErrorRequestHandler } from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expressVersions } from '../test/express-versions.ts'
import { startTestServer } from '../test/test-server.ts'
import { requirePrivileges } from './require-privileges.ts'

const respondWithStatus: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(error.status ?? 500).json({ code: error.code })
}

describe.each(expressVersions)('requirePrivileges in %s', (_, express) => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.reset())
  afterAll(() => emulator.stop())

  function client(apiKey = emulator.apiKeys.authenticatedSearch) {
    const { organizationId, url } = emulator
    return createCoveoClient({ organizationId, apiKey, baseUrl: url, maxAttempts: 1 })
  }

  async function tokenOf(email: string) {
    const { token } = await client().createSearchToken({
      userIds: [{ name: email, provider: 'Email Security Provider' }],
    })
    return token
  }

  function serve(privileges: PrivilegeLike[], coveo = client()) {
    return startTestServer(
      express()
        .get(
          '/report',
          requirePrivileges({ coveo, privileges, checker: createPrivilegeChecker({ coveo }) }),
          (_req, res) => {
            res.json('the report')
          },
        )
        .use(respondWithStatus),
    )
  }

  function get(url: string, authorization?: string) {
    return fetch(`${url}/report`, authorization === undefined ? {} : { headers: { authorization } })
  }

  it('passes a token with the required privileges', async () => {
    await using server = await serve(['SEARCH_API:EXECUTE_QUERY'])
    const response = await get(server.url, `Bearer ${await tokenOf('asmith@example.com')}`)
    expect([response.status, await response.json()]).toEqual([200, 'the report'])
  })

  it('responds 401 with a challenge to no token, another scheme and malformed tokens', async () => {
    await using server = await serve(['SEARCH_API:EXECUTE_QUERY'])
    const without = await get(server.url)
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    for (const wrong of ['Basic abc', 'Bearer', 'Bearer a b', 'Bearer "x"', 'Bearer not.a.token', 'bearer\tx']) {
      const response = await get(server.url, wrong)
      expect([wrong, response.status, response.headers.get('www-authenticate')]).toEqual([
        wrong,
        401,
        'Bearer error="invalid_token"',
      ])
      expect(await response.json()).toMatchObject({ code: 'not-authenticated', status: 401 })
    }
  })

  it('responds 401 to a token that Coveo rejects', async () => {
    await using server = await serve(['SEARCH_API:EXECUTE_QUERY'])
    const token = await tokenOf('asmith@example.com')
    emulator.revoke(token)
    expect((await get(server.url, `Bearer ${token}`)).status).toBe(401)
  })

  it('responds 403 and names the missing privileges', async () => {
    await using server = await serve([
      'SEARCH_API:EXECUTE_QUERY',
      'USAGE_ANALYTICS:ANALYTICS_DATA:EDIT',
      'PLATFORM:SOURCE:VIEW',
    ])
    const response = await get(server.url, `Bearer ${await tokenOf('asmith@example.com')}`)
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"')
    const { code, missing, detail } = await response.json()
    expect(code).toBe('missing-privileges')
    expect(missing).toContain('PLATFORM:SOURCE:VIEW')
    expect(missing).not.toContain('SEARCH_API:EXECUTE_QUERY')
    expect(detail).toContain('PLATFORM:SOURCE:VIEW')
  })

  it('passes the error to the error handler when Coveo is down or refuses our key', async () => {
    const token = await tokenOf('asmith@example.com')
    await using server = await serve(['SEARCH_API:EXECUTE_QUERY'])
    emulator.faults.add({ route: 'tokenPrivileges', status: 500 })
    const down = await get(server.url, `Bearer ${token}`)
    expect([down.status, await down.json()]).toEqual([503, { code: 'coveo-server-error' }])
    const wrongKey = client('xx00000000-0000-0000-0000-000000000000')
    await using other = await serve(['SEARCH_API:EXECUTE_QUERY'], wrongKey)
    const refused = await get(other.url, `Bearer ${token}`)
    expect([refused.status, await refused.json()]).toEqual([502, { code: 'coveo-refused' }])
  })

  it('throws without privileges and for malformed ones', () => {
    expect(() => requirePrivileges({ coveo: client(), privileges: [] })).toThrow(/`privileges`/)
    expect(() => requirePrivileges({ coveo: client(), privileges: ['execute query' as never] })).toThrow(TypeError)
  })
})
