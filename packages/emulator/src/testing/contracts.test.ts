import { expect, it } from 'vitest'
import { routeNames } from '../api/route.ts'
import { knownOperations, operationOf } from './contract-problems.test.support.ts'
import { openEmulator, user } from './open-emulator.test.support.ts'

const base = '/rest/organizations/emulator'
const search = '/rest/search/v2'
const passages = '/rest/search/v3/passages/retrieve'

/** Statuses of passages that only a model, a rate limit or an outage has. */
const notEmulated = [422, 429, 500, 503].map((status) => `POST ${passages} ${status}`)

it('has a schema for a response of each route, and a valid response for each schema', async () => {
  const { send, emulator, tokenFor } = await openEmulator()
  const { apiKeys, adminToken } = emulator
  const token = await tokenFor('asmith@example.com')
  const seen = new Set<string | undefined>()

  /** Sends a request, whose response `openEmulator` checks against its schema. */
  async function call(
    method: string,
    path: string,
    { bearer = adminToken, body }: { bearer?: string; body?: unknown } = {},
  ) {
    const reply = await send(path, { method, bearer, body: method === 'GET' ? undefined : (body ?? {}) })
    seen.add(operationOf({ method, path: path.split('?')[0] ?? '', status: reply.status }))
    return reply.json
  }

  const userIds = [user('asmith@example.com')]
  const mint = { bearer: apiKeys.authenticatedSearch, body: { userIds } }
  await call('POST', `${search}/token`, mint)
  await call('POST', '/rest/search/v3/token', mint)
  const requestedPrivilege = { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' }
  await call('POST', `${base}/tokens`, { body: { body: { privileges: [requestedPrivilege] } } })
  await call('POST', '/rest/privilege/evaluate', { body: { organizationId: 'emulator', requestedPrivilege } })
  for (const path of ['', '/platformtokens', '/me', '/apikeys', `/token?accessToken=${token}`]) {
    await call('GET', `${base}/privileges${path}`)
  }
  await call('POST', `${base}/privileges/token?accessToken=${token}`)
  await call('GET', '/rest/tokens/certificates')
  for (const path of ['', '/AnonymousSearch', '/privileges/eligibility'])
    await call('GET', `${base}/templates/apikeys${path}`)
  await call('GET', `${base}/apikeys`)
  const created = await call('POST', `${base}/apikeys?apiKeyTemplateId=AnonymousSearch`, {
    body: { displayName: 'New' },
  })
  await call('POST', `${base}/apikeys/rotate`, { body: { rotationSecret: created.rotationSecret } })
  await call('GET', `${base}/apikeys/${created.id}`)

  const facets = [
    { field: 'source' },
    { field: 'category', type: 'hierarchical' },
    { field: 'date', type: 'dateRange', generateAutomaticRanges: true },
    { field: 'size', type: 'numericalRange', generateAutomaticRanges: true },
  ]
  const everything = {
    q: 'gatway',
    facets,
    groupBy: [{ field: '@source' }],
    generateAutomaticFacets: {},
    enableDidYouMean: true,
    debug: true,
  }
  await call('POST', search, { bearer: token, body: everything })
  await call('GET', `${search}?q=gateway`, { bearer: token })
  for (const path of ['/querySuggest', '/plan']) {
    await call('POST', search + path, { bearer: token, body: { q: 'esc' } })
    await call('GET', `${search}${path}?q=esc`, { bearer: token })
  }
  await call('POST', `${search}/facet`, { bearer: token, body: { field: 'source' } })
  await call('GET', `${search}/fields`, { bearer: token })

  const passage = { query: 'gateway', localization: { locale: 'en', timezone: 'UTC' } }
  await call('POST', passages, { bearer: token, body: passage })
  await call('POST', passages, { bearer: token, body: {} })
  await call('POST', passages, { bearer: 'unknown', body: passage })
  await call('POST', passages, { bearer: apiKeys.organizationView, body: passage })

  for (const path of ['', '/validate', '/requests/validate'])
    await call('POST', `${base}/events/v1${path}`, { bearer: token })
  for (const event of ['view', 'searches', 'search', 'custom', 'collect', 'click']) {
    await call('POST', `${base}/events/v1/analytics/${event}/validate`, { bearer: token })
  }

  await call('POST', '/oauth/check_token', { body: { token } })
  await call('POST', '/oauth/check_token', { body: { token: apiKeys.anonymousSearch } })
  const { results } = await call('POST', search, { bearer: token })
  const document = { uniqueId: results[0].uniqueId }
  await call('POST', `${search}/html`, { bearer: token, body: document })
  await call('GET', `${search}/html?${new URLSearchParams(document)}`, { bearer: token })
  for (const path of ['/rest/v15/analytics', '/rest/ua/v15/analytics', `${base}/events/v1/analytics`]) {
    for (const event of ['search', 'searches', 'click', 'custom', 'view', 'collect']) {
      await call('POST', `${path}/${event}`, { bearer: token })
    }
  }
  for (const q of ['how to escalate a support case', 'xyzzy']) {
    await call('POST', `${base}/answer/v1/configs/any/generate`, { bearer: token, body: { q } })
  }

  const privileges = ['INSIGHT_PANEL_INTERFACE', 'INSIGHT_PANEL_DOCUMENTS', 'USE_CASE_ASSIST'].map((targetDomain) => ({
    owner: 'CUSTOMER_SERVICE',
    targetDomain,
    ...(targetDomain.startsWith('INSIGHT') && { type: 'VIEW' }),
  }))
  const { token: serviceToken } = await call('POST', `${base}/tokens`, { body: { body: { privileges } } })
  const bearer = serviceToken
  await call('GET', `${base}/insight/v1/configs/any/interface`, { bearer })
  await call('POST', `${base}/insight/v1/configs/any/search`, { bearer, body: { q: 'press' } })
  await call('POST', `${base}/insight/v1/configs/any/querysuggest`, { bearer, body: { q: 're' } })
  const fields = { subject: { value: 'press release' } }
  await call('POST', `${base}/caseassists/any/classify`, { bearer, body: { fields } })
  await call('POST', `${base}/caseassists/any/documents/suggest`, { bearer, body: { fields } })

  const checked = new Set(emulator.requests.filter(operationOf).map(({ route }) => route))
  expect(routeNames.filter((name) => !checked.has(name))).toEqual([])
  expect(knownOperations.filter((one) => !seen.has(one))).toEqual(notEmulated)
})
