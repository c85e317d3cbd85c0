import { describe, expect, it } from 'vitest'
import { openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { searchError, searchResponse, suggestResponse } from '../testing/published-schemas.test.support.ts'

const base = '/rest/organizations/emulator'
const privileges = [
  { owner: 'CUSTOMER_SERVICE', targetDomain: 'INSIGHT_PANEL_INTERFACE', type: 'VIEW' },
  { owner: 'CUSTOMER_SERVICE', targetDomain: 'INSIGHT_PANEL_DOCUMENTS', type: 'VIEW' },
  { owner: 'CUSTOMER_SERVICE', targetDomain: 'USE_CASE_ASSIST' },
  { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' },
]

async function open() {
  const opened = await openEmulator()
  const additionalConfiguration = { search: { userIds: [user('asmith@example.com')] } }
  const bearer = opened.emulator.adminToken
  const { json } = await opened.mintPlatform({ body: { privileges, additionalConfiguration } }, { bearer })
  return { ...opened, token: json.token as string }
}

describe('insight/v1', () => {
  it('returns a configuration, results and suggestions for an insight panel token', async () => {
    const { send, token } = await open()
    const path = `${base}/insight/v1/configs/any`
    expect((await send(`${path}/interface`, { bearer: token })).json.interface).toMatchObject({ id: 'any', facets: [] })
    const found = await send(`${path}/search`, { bearer: token, body: { q: 'escalation' } })
    expect(searchResponse.parse(found.json).results.length).toBeGreaterThan(0)
    suggestResponse.parse((await send(`${path}/querysuggest`, { bearer: token, body: { q: 're' } })).json)
  })

  it.each([
    ['INSIGHT_PANEL_INTERFACE', { interface: 200, search: 403, querysuggest: 403 }],
    ['INSIGHT_PANEL_DOCUMENTS', { interface: 403, search: 200, querysuggest: 200 }],
  ])('needs INTERFACE for the configuration and DOCUMENTS for a search: %s', async (targetDomain, statuses) => {
    const { send, mintPlatform, emulator } = await openEmulator()
    const privilege = { owner: 'CUSTOMER_SERVICE', targetDomain, type: 'VIEW' }
    const { json } = await mintPlatform({ body: { privileges: [privilege] } }, { bearer: emulator.adminToken })
    const statusOf = async (path: string, body?: object) =>
      (await send(`${base}/insight/v1/configs/any/${path}`, { bearer: json.token, body })).status
    expect({
      interface: await statusOf('interface'),
      search: await statusOf('search', {}),
      querysuggest: await statusOf('querysuggest', {}),
    }).toEqual(statuses)
  })

  it('rejects a search token with 403', async () => {
    const { send, tokenFor } = await open()
    const bearer = await tokenFor('asmith@example.com')
    expect((await send(`${base}/insight/v1/configs/any/search`, { bearer, body: {} })).status).toBe(403)
  })
})

describe('caseassists', () => {
  it('classifies without predictions, and suggests documents', async () => {
    const { send, token } = await open()
    const path = `${base}/caseassists/any`
    const body = { fields: { subject: { value: 'My gateway lamp is red' } } }
    expect((await send(`${path}/classify`, { bearer: token, body })).json).toMatchObject({ fields: {} })
    const { json } = await send(`${path}/documents/suggest`, { bearer: token, body })
    expect(json.documents.length).toBeGreaterThan(0)
    expect(json.documents[0]).toMatchObject({ title: expect.any(String), fields: { permanentid: expect.any(String) } })
  })
})

describe('an API that is not emulated', () => {
  it.each([
    `${base}/commerce/v2/search`,
    '/api/preview/organizations/emulator/agents/any/answer',
    '/rest/search/v2/values',
    '/rest/search/v2/fields/find',
    '/rest/search/v3',
    '/rest/search/v3/querySuggest',
    '/rest/search/alpha/passages/retrieve/debug',
    `${base}/answer/v1/configs/any/evaluations`,
    `${base}/insight/v1/configs/any/quickview`,
    `${base}/caseassists/any/other`,
  ])('returns a 422 that names it: %s', async (path) => {
    const { send, token } = await open()
    const reply = await send(path, { bearer: token, body: {} })
    expect(reply.status).toBe(422)
    expect(searchError.parse(reply.json).message).toContain('is not emulated')
  })
})
