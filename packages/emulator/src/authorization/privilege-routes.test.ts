import { describe, expect, it } from 'vitest'
import { executeQuery, impersonate, openEmulator } from '../testing/open-emulator.test.support.ts'
import {
  legacyPrivilegeList,
  observedPrivilegeList,
  platformError,
  privilegeEvaluation,
  privilegeList,
} from '../testing/published-schemas.test.support.ts'

const base = '/rest/organizations/emulator/privileges'

describe('GET privileges/platformtokens', () => {
  it('lists the privileges of platform tokens for a key with PLATFORM:ORGANIZATION:VIEW', async () => {
    const { send, emulator } = await openEmulator()
    const reply = await send(`${base}/platformtokens`, { bearer: emulator.apiKeys.organizationView })
    expect(reply.status).toBe(200)
    const list = privilegeList.parse(reply.json)
    expect(list).toContainEqual(executeQuery)
    expect(list.map(({ targetDomain }) => targetDomain)).not.toContain('IMPERSONATE_SEARCH_API')
    expect(new Set(list.map(({ level }) => level))).toEqual(new Set(['NORMAL']))
  })

  it('rejects the key that creates search tokens', async () => {
    const { send, emulator } = await openEmulator()
    const reply = await send(`${base}/platformtokens`, { bearer: emulator.apiKeys.authenticatedSearch })
    expect(reply.status).toBe(401)
    expect(platformError.parse(reply.json).message).toContain('PLATFORM:ORGANIZATION:VIEW')
  })
})

describe('privileges/token', () => {
  it('returns the privileges of keys, search tokens and platform tokens, by POST and GET', async () => {
    const { send, emulator, tokenFor, mintPlatform } = await openEmulator()
    const { usageAnalytics, authenticatedSearch } = emulator.apiKeys
    const platform = (await mintPlatform({ body: { privileges: [impersonate] } })).json.token
    for (const [accessToken, domains] of [
      [authenticatedSearch, ['IMPERSONATE', 'IMPERSONATE', 'ANALYTICS_DATA']],
      [await tokenFor('asmith@example.com'), ['EXECUTE_QUERY', 'ANALYTICS_DATA']],
      [platform, ['IMPERSONATE']],
    ]) {
      const path = `${base}/token?accessToken=${accessToken}`
      const post = await send(path, { bearer: usageAnalytics, body: {} })
      expect(observedPrivilegeList.parse(post.json).map((privilege) => privilege.targetDomain)).toEqual(domains)
      const get = await send(path, { bearer: usageAnalytics })
      expect(get.json).toEqual(post.json)
    }
  })

  it('ignores X-Token-To-Validate: GET without accessToken describes the caller', async () => {
    const { send, emulator, tokenFor } = await openEmulator()
    const headers = { 'X-Token-To-Validate': await tokenFor('asmith@example.com') }
    const { json } = await send(`${base}/token`, { bearer: emulator.apiKeys.organizationView, headers })
    expect(json).toEqual([{ owner: 'PLATFORM', targetDomain: 'ORGANIZATION', type: 'VIEW' }])
  })

  it('accepts the content type application-json, and an absent body', async () => {
    const { send, emulator } = await openEmulator()
    const { usageAnalytics } = emulator.apiKeys
    const path = `${base}/token?accessToken=${usageAnalytics}`
    const odd = await send(path, { bearer: usageAnalytics, body: {}, headers: { 'Content-Type': 'application-json' } })
    const none = await send(path, { bearer: usageAnalytics, method: 'POST' })
    expect([odd.status, none.status]).toEqual([200, 200])
  })

  it('returns the older shape with privilegeShape legacy', async () => {
    const { send, emulator } = await openEmulator({ settings: { privilegeShape: 'legacy' } })
    const { anonymousSearch } = emulator.apiKeys
    const { json } = await send(`${base}/token?accessToken=${anonymousSearch}`, { bearer: anonymousSearch, body: {} })
    expect(legacyPrivilegeList.parse(json)).toEqual([
      { targetDomain: 'EXECUTE_QUERY', targetIds: [], owner: 'SEARCH_API', global: false },
      { type: 'EDIT', targetDomain: 'ANALYTICS_DATA', targetIds: [], owner: 'USAGE_ANALYTICS', global: false },
      { targetDomain: 'IMPERSONATE', targetIds: [], owner: 'USAGE_ANALYTICS', global: false },
    ])
  })

  it('returns the print of production for the anonymous search key', async () => {
    const { send, emulator } = await openEmulator()
    const { anonymousSearch } = emulator.apiKeys
    const path = `${base}/token?accessToken=${anonymousSearch}`
    expect((await send(path, { bearer: anonymousSearch, body: {} })).json).toEqual([
      { targetDomain: 'EXECUTE_QUERY', owner: 'SEARCH_API' },
      { type: 'EDIT', targetDomain: 'ANALYTICS_DATA', owner: 'USAGE_ANALYTICS' },
      { targetDomain: 'IMPERSONATE', owner: 'USAGE_ANALYTICS' },
    ])
    emulator.settings.update({ privilegeShape: 'current' })
    expect(privilegeList.parse((await send(path, { bearer: anonymousSearch, body: {} })).json)[0]).toEqual(executeQuery)
  })

  it('inspects a token from a form field of /oauth/check_token', async () => {
    const { send, emulator, tokenFor } = await openEmulator()
    const { anonymousSearch, organizationView } = emulator.apiKeys
    const check = (token: string) =>
      send('/oauth/check_token', {
        bearer: organizationView,
        body: new URLSearchParams({ token }).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      })
    expect((await check(anonymousSearch)).json).toMatchObject({
      organizationId: 'emulator',
      authenticationType: 'API_KEY',
      authentication: { displayName: expect.any(String) },
      privileges: [{ targetDomain: 'EXECUTE_QUERY' }, {}, {}],
    })
    const token = await tokenFor('asmith@example.com')
    expect((await check(token)).json.authentication).toMatchObject({ username: 'asmith@example.com' })
    expect(platformError.parse((await check('unknown')).json).errorCode).toBe('INVALID_TOKEN')
  })

  it('returns 400 for a missing, unknown, revoked or expired token', async () => {
    const { send, emulator, tokenFor } = await openEmulator()
    const bearer = emulator.apiKeys.organizationView
    const inspect = (query: string) => send(`${base}/token${query}`, { bearer, body: {} })
    const revoked = await tokenFor('asmith@example.com')
    const expired = await tokenFor('bjones@example.com')
    emulator.revoke(revoked)
    emulator.clock.advance(86_400_000)
    expect((await inspect('')).json.message).toContain('accessToken')
    for (const token of ['rubbish', revoked, expired]) {
      const reply = await inspect(`?accessToken=${token}`)
      expect(reply.status).toBe(400)
      expect(platformError.parse(reply.json).errorCode).toBe('INVALID_TOKEN')
    }
  })

  it('requires a valid credential', async () => {
    const { send, emulator } = await openEmulator()
    const reply = await send(`${base}/token?accessToken=${emulator.apiKeys.anonymousSearch}`, { body: {} })
    expect(reply.status).toBe(401)
    platformError.parse(reply.json)
  })
})

describe('a wrong region', () => {
  it.each(['/platformtokens', '/token', '/me', ''])(
    'is a 400 that names the allowed one: privileges%s',
    async (path) => {
      const { send, emulator } = await openEmulator({ settings: { region: 'ca' } })
      const reply = await send(base + path, { bearer: emulator.apiKeys.organizationView })
      expect(reply.status).toBe(400)
      expect(platformError.parse(reply.json).message).toContain("Allowed region(s): '[ca-central-1]'.")
    },
  )
})

describe('privileges, privileges/me and privilege/evaluate', () => {
  it("list all privileges for the organization view key, and the caller's own for any key", async () => {
    const { send, emulator } = await openEmulator()
    const { organizationView, anonymousSearch } = emulator.apiKeys
    expect(privilegeList.parse((await send(base, { bearer: organizationView })).json).length).toBeGreaterThan(10)
    expect((await send(base, { bearer: anonymousSearch })).status).toBe(401)
    expect((await send(`${base}/me`, { bearer: anonymousSearch })).json[0]).toEqual(executeQuery)
  })

  it('list the privileges of custom keys without queries, impersonation and sending analytics', async () => {
    const { send, emulator } = await openEmulator()
    const list = async (filter: string) =>
      (await send(`${base}/apikeys${filter}`, { bearer: emulator.apiKeys.organizationView })).json
    expect(privilegeList.parse(await list(''))).toContainEqual(executeQuery)
    const custom = privilegeList.parse(await list('?filter=CUSTOM'))
    expect(custom).not.toContainEqual(executeQuery)
    expect(custom).not.toContainEqual(impersonate)
  })

  it('evaluate whether a key holds a privilege', async () => {
    const { send, emulator } = await openEmulator()
    const body = { organizationId: 'emulator', requestedPrivilege: { ...executeQuery, targetDomain: 'IMPERSONATE' } }
    const evaluate = (bearer: string) => send('/rest/privilege/evaluate', { bearer, body })
    expect(privilegeEvaluation.parse((await evaluate(emulator.apiKeys.authenticatedSearch)).json).approved).toBe(true)
    const refused = await evaluate(emulator.apiKeys.anonymousSearch)
    expect(refused.json).toMatchObject({
      approved: false,
      evaluationReport: { privilegeEvaluationResultCodes: ['OPERATION_NOT_ALLOWED'] },
    })
  })
})
