import { describe, expect, it } from 'vitest'
import { openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { platformError } from '../testing/published-schemas.test.support.ts'

const base = '/rest/organizations/emulator'
const day = 86_400_000

async function open() {
  const opened = await openEmulator()
  const { adminToken } = opened.emulator
  const asAdmin = (path: string, body?: unknown, method?: string) =>
    opened.send(base + path, { bearer: adminToken, body, ...(method ? { method } : {}) })
  return { ...opened, asAdmin }
}

describe('GET apikeys', () => {
  it('lists the keys with masked values, to an administrator only', async () => {
    const { asAdmin, send, emulator } = await open()
    const { json } = await asAdmin('/apikeys')
    expect(json).toHaveLength(4)
    for (const { value } of json) expect(value).toMatch(/^xx\*{5}[0-9a-f]{4}$/)
    const one = await asAdmin(`/apikeys/${json[0].id}`)
    expect(one.json).toEqual(json[0])
    const rejected = await send(`${base}/apikeys`, { bearer: emulator.apiKeys.authenticatedSearch })
    expect(platformError.parse(rejected.json).message).toContain('PLATFORM:API_KEY:VIEW')
    expect((await asAdmin('/apikeys/nothing')).status).toBe(404)
  })
})

describe('GET templates/apikeys', () => {
  it('lists the templates, and which of them the caller can use', async () => {
    const { asAdmin } = await open()
    const ids = ['AnonymousSearch', 'AuthenticatedSearch', 'UsageAnalytics']
    const { json } = await asAdmin('/templates/apikeys')
    expect(json.map(({ id }: { id: string }) => id).sort()).toEqual(ids)
    expect((await asAdmin('/templates/apikeys/AnonymousSearch')).json.privacyLevel).toBe('PUBLIC')
    const eligibility = await asAdmin('/templates/apikeys/privileges/eligibility')
    expect(eligibility.json).toContainEqual({ id: 'AuthenticatedSearch', canGenerate: true, missingPrivileges: [] })
    expect((await asAdmin('/templates/apikeys/Nothing')).status).toBe(404)
  })
})

describe('POST apikeys', () => {
  it('creates a key from a template, which creates tokens until it expires or is deleted', async () => {
    const { asAdmin, mint, emulator } = await open()
    const create = async () => {
      const body = { displayName: 'Tokens', lifetimeDuration: 'P1D' }
      return (await asAdmin('/apikeys?apiKeyTemplateId=AuthenticatedSearch', body)).json
    }
    const grant = { userIds: [user('asmith@example.com')] }
    const [expiring, deleted] = [await create(), await create()]
    expect(expiring.value).toMatch(/^xx[0-9a-f-]{36}$/)
    expect((await mint(grant, expiring.value)).status).toBe(200)
    expect(emulator.requests.at(-1)?.caller).toMatchObject({ kind: 'apiKey', name: 'Tokens' })
    expect((await asAdmin(`/apikeys/${deleted.id}`, undefined, 'DELETE')).status).toBe(204)
    expect((await mint(grant, deleted.value)).status).toBe(401)
    emulator.clock.advance(day)
    expect((await mint(grant, expiring.value)).status).toBe(401)
    expect((await asAdmin(`/apikeys/${expiring.id}`)).json.status).toBe('EXPIRED')
  })

  it('returns 412 for a custom key that impersonates, queries, sends analytics or never expires', async () => {
    const { asAdmin } = await open()
    const view = { owner: 'PLATFORM', targetDomain: 'ORGANIZATION', type: 'VIEW' }
    const create = (privileges: object[], lifetimeDuration?: string) =>
      asAdmin('/apikeys', { displayName: 'Custom', privileges, lifetimeDuration })
    expect((await create([view], 'P30D')).status).toBe(201)
    expect((await create([view])).json.message).toContain('lifetimeDuration')
    for (const excluded of [
      { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE' },
      { owner: 'SEARCH_API', targetDomain: 'EXECUTE_QUERY' },
      { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT' },
    ]) {
      const reply = await create([excluded], 'P30D')
      expect(reply.status).toBe(412)
      expect(platformError.parse(reply.json).message).toContain(excluded.targetDomain)
    }
  })
})

describe('a custom key', () => {
  it('cannot create a token of Case Assist or of an insight panel, because it cannot send analytics', async () => {
    const { asAdmin, mintPlatform } = await open()
    const service = [
      { owner: 'CUSTOMER_SERVICE', targetDomain: 'USE_CASE_ASSIST' },
      { owner: 'CUSTOMER_SERVICE', targetDomain: 'INSIGHT_PANEL_INTERFACE', type: 'VIEW' },
      { owner: 'CUSTOMER_SERVICE', targetDomain: 'INSIGHT_PANEL_DOCUMENTS', type: 'VIEW' },
    ]
    const pushAnalytics = { owner: 'USAGE_ANALYTICS', targetDomain: 'ANALYTICS_DATA', type: 'EDIT' }
    const body = { displayName: 'Custom', privileges: service, lifetimeDuration: 'P30D' }
    const bearer = (await asAdmin('/apikeys', body)).json.value
    for (const privilege of service) {
      const privileges = [privilege, pushAnalytics]
      const reply = await mintPlatform({ body: { privileges } }, { bearer })
      expect(reply.status).toBe(401)
      expect(platformError.parse(reply.json).message).toContain('USAGE_ANALYTICS:ANALYTICS_DATA:EDIT')
    }
  })

  it('keeps the privileges of its creation', async () => {
    const { asAdmin } = await open()
    const view = { owner: 'PLATFORM', targetDomain: 'ORGANIZATION', type: 'VIEW' }
    const { json: key } = await asAdmin('/apikeys', {
      displayName: 'Custom',
      privileges: [view],
      lifetimeDuration: 'P30D',
    })
    const privileges = [{ ...view, type: 'EDIT' }]
    const reply = await asAdmin(`/apikeys/${key.id}`, { displayName: 'Custom', privileges }, 'PUT')
    expect(reply.headers.get('X-Emulator-Warnings')).toContain('privileges')
    expect((await asAdmin(`/apikeys/${key.id}`)).json.privileges).toEqual(key.privileges)
  })
})

describe('POST apikeys/rotate', () => {
  it('replaces a key, and expires the previous one', async () => {
    const { asAdmin, mint, emulator } = await open()
    const grant = { userIds: [user('asmith@example.com')] }
    const first = (await asAdmin('/apikeys?apiKeyTemplateId=AuthenticatedSearch', { displayName: 'Tokens' })).json
    const rotate = (period: string) =>
      asAdmin('/apikeys/rotate', { rotationSecret: first.rotationSecret, previousKeyExpirationPeriod: period })
    expect((await rotate('P31D')).json.message).toContain('at most P30D')
    const second = (await rotate('P1D')).json
    expect(second.value).not.toBe(first.value)
    const statuses = async () => [(await mint(grant, first.value)).status, (await mint(grant, second.value)).status]
    expect(await statuses()).toEqual([200, 200])
    emulator.clock.advance(day)
    expect(await statuses()).toEqual([401, 200])
    expect((await asAdmin('/apikeys/rotate', { rotationSecret: 'wrong' })).status).toBe(404)
  })
})

describe('the reason of a 400', () => {
  it.each([
    ['/apikeys?apiKeyTemplateId=AnonymousSearch', { displayName: 'x'.repeat(126) }, /displayName: .*125/],
    ['/apikeys?apiKeyTemplateId=AnonymousSearch', {}, /displayName: is required/],
    ['/apikeys/rotate', {}, /rotationSecret: is required/],
  ])('names what is missing or too long: %s', async (path, body, reason) => {
    const { asAdmin } = await open()
    expect(await asAdmin(path, body)).toMatchObject({ status: 400, json: { message: expect.stringMatching(reason) } })
  })
})
