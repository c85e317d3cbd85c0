import { describe, expect, it } from 'vitest'
import { searchTokenParameters } from '../authorization/search-token-request.ts'
import { facetSearchParameters } from '../search/facet-search.ts'
import { searchRequestSchema } from '../search/search-request.ts'
import { openEmulator, user } from '../testing/open-emulator.test.support.ts'
import { withoutNulls } from './without-nulls.ts'

const nulls = (schema: { shape: object }, ...required: string[]) =>
  Object.fromEntries(
    Object.keys(schema.shape)
      .filter((name) => !required.includes(name))
      .map((name) => [name, null]),
  )

describe('a property that is null', () => {
  it('is absent from a search and its facets', async () => {
    const { search, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const extra = { context: null, tab: null, recommendation: null, facetOptions: null, analytics: null }
    const { status, json } = await search(bearer, { ...nulls(searchRequestSchema), ...extra })
    expect([status, json.totalCount]).toEqual([200, (await search(bearer)).json.totalCount])
    const facet = {
      field: 'department',
      basePath: null,
      currentValues: [{ value: 'IT', start: null, state: 'selected' }],
    }
    expect((await search(bearer, { facets: [facet] })).status).toBe(200)
  })

  it('is absent from a search whose parameters are in its address', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const facets = encodeURIComponent(JSON.stringify([{ field: 'department', sortCriteria: null }]))
    expect((await send(`/rest/search/v2?facets=${facets}`, { bearer })).status).toBe(200)
  })

  it('is absent from suggestions and a facet search', async () => {
    const { send, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const body = { ...nulls(facetSearchParameters.schema, 'field'), field: 'department' }
    expect((await send('/rest/search/v2/facet', { bearer, body })).status).toBe(200)
    expect((await send('/rest/search/v2/querySuggest', { bearer, body: { q: null, count: null } })).status).toBe(200)
  })

  it('is absent from the request of a token', async () => {
    const { mint, mintPlatform } = await openEmulator()
    const body = {
      ...nulls(searchTokenParameters.schema, 'userIds'),
      userIds: [{ ...user('a@example.com'), type: null, infos: null }],
    }
    expect((await mint(body)).status).toBe(200)
    const privilege = {
      owner: 'USAGE_ANALYTICS',
      targetDomain: 'IMPERSONATE',
      type: 'ENABLE',
      level: null,
      targetId: null,
    }
    const payload = { privileges: [privilege], additionalConfiguration: null, organizationId: null }
    expect((await mintPlatform({ body: payload, sub: null })).status).toBe(200)
    expect((await mint({ userIds: null })).status).toBe(400)
  })
})

describe('withoutNulls', () => {
  it('keeps the items of lists, and ends at a depth', () => {
    expect(withoutNulls({ a: null, b: [null, { c: null, d: 0 }], e: '' })).toEqual({ b: [null, { d: 0 }], e: '' })
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(() => withoutNulls(deep)).not.toThrow()
  })
})
