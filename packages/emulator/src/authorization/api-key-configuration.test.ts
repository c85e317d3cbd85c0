import { describe, expect, it } from 'vitest'
import { openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { decodeJwt } from './jwt.ts'

const base = '/rest/organizations/emulator'

/** Opens an emulator with one more API key, created from a template with these properties. */
async function openKey(template: string, properties: object) {
  const opened = await openEmulator()
  const bearer = opened.emulator.adminToken
  const body = { displayName: 'Restricted', ...properties }
  const created = await opened.send(`${base}/apikeys?apiKeyTemplateId=${template}`, { bearer, body })
  return { ...opened, created, key: created.json.value as string, id: created.json.id as string, admin: bearer }
}

const claimsOf = ({ json }: { json: { token: string } }) => decodeJwt(json.token)?.claims
const hub = (searchHub: string) => ({
  additionalConfiguration: { search: { enforcedQueryPipelineConfiguration: { searchHub } } },
})

describe('additionalConfiguration of an API key', () => {
  it('enforces the search hub on queries with the key', async () => {
    const { search, key } = await openKey('AnonymousSearch', hub('SupportHub'))
    expect((await search(key, { searchHub: 'other' })).json.searchHub).toBe('SupportHub')
  })

  it('enforces the search hub and the catalog on the tokens of the key', async () => {
    const { additionalConfiguration } = hub('SupportHub')
    const configuration = { ...additionalConfiguration, commerce: { catalogId: 'spring' } }
    const { search, mint, key } = await openKey('AuthenticatedSearch', { additionalConfiguration: configuration })
    const userIds = [user('asmith@example.com')]
    const token = await mint({ userIds, searchHub: 'other', commerce: { filter: '@year==2026' } }, key)
    expect(claimsOf(token)).toMatchObject({
      searchHub: 'SupportHub',
      commerce: { catalogId: 'spring', filter: '@year==2026' },
    })
    expect((await search(token.json.token, {})).json.searchHub).toBe('SupportHub')
  })

  it('limits the identities that tokens of the key impersonate', async () => {
    const allowedUserIds = [{ name: 'ASmith@example.com', provider: 'Email Security Provider' }]
    const additionalConfiguration = { search: { impersonationRestrictions: { allowedUserIds } } }
    const { mint, mintPlatform, key } = await openKey('AuthenticatedSearch', { additionalConfiguration })
    expect((await mint({ userIds: [user('asmith@example.com')] }, key)).status).toBe(200)
    const refused = await mint({ userIds: [user('asmith@example.com'), user('bjones@example.com')] }, key)
    expect(refused.status).toBe(403)
    expect(refused.json.message).toContain('bjones@example.com')
    const privileges = [{ owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' }]
    const platform = (name: string) =>
      mintPlatform(
        { body: { privileges, additionalConfiguration: { search: { userIds: [user(name)] } } } },
        { bearer: key },
      )
    expect((await platform('bjones@example.com')).status).toBe(403)
    expect((await platform('asmith@example.com')).status).toBe(200)
  })

  it('runs queries with the key as its identity', async () => {
    const apiKeyQueryAuthentication = [{ name: 'bjones@example.com', provider: 'Email Security Provider' }]
    const { search, tokenFor, key } = await openKey('AuthenticatedSearch', {
      additionalConfiguration: { search: { apiKeyQueryAuthentication } },
    })
    const asBob = await search(await tokenFor('bjones@example.com'))
    expect((await search(key)).json.totalCount).toBe(asBob.json.totalCount)
  })

  it('needs a template with IMPERSONATE for identities', async () => {
    const userIds = [{ name: 'bjones@example.com', provider: 'Email Security Provider' }]
    const { created } = await openKey('AnonymousSearch', {
      additionalConfiguration: { search: { apiKeyQueryAuthentication: userIds } },
    })
    expect([created.status, created.json.message]).toEqual([412, expect.stringContaining('SEARCH_API:IMPERSONATE')])
  })

  it('names a property with an invalid value', async () => {
    const { created } = await openKey('AnonymousSearch', {
      additionalConfiguration: { search: { enforcedQueryPipelineConfiguration: { searchHub: 1 } } },
    })
    expect(created.status).toBe(400)
    expect(created.json.message).toContain(
      'additionalConfiguration.search.enforcedQueryPipelineConfiguration.searchHub',
    )
  })
})

describe('allowedIps and deniedIps of an API key', () => {
  it('reject other addresses, and deniedIps wins', async () => {
    const { send, key, created } = await openKey('AnonymousSearch', {
      allowedIps: ['127.0.0.1', '70.32.10.0/24'],
      deniedIps: ['70.32.10.85'],
    })
    expect(created.json).toMatchObject({ allowedIps: ['127.0.0.1', '70.32.10.0/24'], deniedIps: ['70.32.10.85'] })
    const statusFrom = async (address?: string) => {
      const headers: Record<string, string> = address === undefined ? {} : { 'X-Forwarded-For': address }
      return (await send('/rest/search/v2', { bearer: key, body: {}, headers })).status
    }
    expect(await statusFrom()).toBe(200)
    expect(await statusFrom('70.32.10.1, 10.0.0.1')).toBe(200)
    expect(await statusFrom('70.32.10.85')).toBe(403)
    expect(await statusFrom('29.186.225.13')).toBe(403)
  })

  it('can be ranges of IPv4 addresses in IPv6 notation', async () => {
    const { send, key } = await openKey('AnonymousSearch', { allowedIps: ['::ffff:70.32.10.0/120'] })
    const statusFrom = async (address: string) =>
      (await send('/rest/search/v2', { bearer: key, body: {}, headers: { 'X-Forwarded-For': address } })).status
    expect([await statusFrom('70.32.10.1'), await statusFrom('70.32.11.1')]).toEqual([200, 403])
  })

  it('must be addresses or ranges', async () => {
    const { created } = await openKey('AnonymousSearch', { allowedIps: ['10.0.0.0/99'] })
    expect([created.status, created.json.message]).toEqual([400, expect.stringContaining('allowedIps.0')])
  })
})

describe('PUT apikeys/{id}', () => {
  it('changes name, description, addresses and configuration, and keeps the value', async () => {
    const { send, search, key, id, admin, emulator } = await openKey('AnonymousSearch', hub('SupportHub'))
    const update = (body: object, bearer = admin) => send(`${base}/apikeys/${id}`, { method: 'PUT', bearer, body })
    expect((await update({ displayName: 'Renamed', ...hub('SalesHub') })).status).toBe(204)
    const { json } = await send(`${base}/apikeys/${id}`, { bearer: admin })
    expect(json).toMatchObject({ displayName: 'Renamed', description: '', ...hub('SalesHub') })
    expect((await search(key)).json.searchHub).toBe('SalesHub')
    await update({ displayName: 'Renamed', deniedIps: ['127.0.0.1'] })
    expect((await search(key)).status).toBe(403)
    expect((await update({ displayName: '' })).status).toBe(400)
    expect((await update({ displayName: 'x' }, emulator.apiKeys.organizationView)).status).toBe(401)
    expect((await send(`${base}/apikeys/nothing`, { method: 'PUT', bearer: admin, body: {} })).status).toBe(404)
  })
})
