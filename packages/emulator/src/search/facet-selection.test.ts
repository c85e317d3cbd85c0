import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const value = { value: 'Acme', state: 'selected' }
const range = { start: 1, end: 2, state: 'selected' }
const dates = { start: '2026/01/01@00:00:00', end: '2026/01/02@00:00:00', state: 'selected' }
const specific = { field: '@brand', currentValues: [value] }
const path = { field: 'brand', type: 'hierarchical', currentValues: [{ value: 'a', children: [value] }] }

const unknown = [
  ['a selected value', { facets: [specific] }],
  ['an excluded value', { facets: [{ ...specific, currentValues: [{ ...value, state: 'excluded' }] }] }],
  ['a selected path', { facets: [path] }],
  ['a base path', { facets: [{ field: 'brand', type: 'hierarchical', basePath: ['a'] }] }],
  ['a selected range', { facets: [{ field: 'brand', type: 'numericalRange', currentValues: [range] }] }],
  ['a selected automatic value', { generateAutomaticFacets: { currentFacets: [specific] } }],
] as const

const harmless = [
  ['no values', { facets: [{ field: 'brand' }] }],
  ['idle values', { facets: [{ ...specific, currentValues: [{ value: 'Acme' }] }] }],
  [
    'a base path that does not filter',
    { facets: [{ ...path, currentValues: [], basePath: ['a'], filterByBasePath: false }] },
  ],
] as const

async function open() {
  const opened = await openEmulator()
  const bearer = await opened.tokenFor('asmith@example.com')
  const facetSearch = (searchContext: object, field = 'department') =>
    opened.send('/rest/search/v2/facet?organizationId=emulator', { bearer, body: { field, searchContext } })
  return { ...opened, facetSearch, find: (request: object) => opened.search(bearer, request) }
}

describe('the selection of a facet', () => {
  it.each(unknown)('of a field that no document has is a 400: %s', async (_, request) => {
    const { find, facetSearch } = await open()
    const message = expect.stringContaining('no document has the field @brand')
    expect(await find(request)).toMatchObject({ status: 400, json: { message } })
    expect(await facetSearch(request)).toMatchObject({ status: 400, json: { message } })
  })

  it.each(unknown)('of a field that no document has finds nothing with unknownFields: %s', async (_, request) => {
    const { find, emulator } = await open()
    emulator.settings.update({ unknownFields: 'warn' })
    const { status, json } = await find(request)
    expect([status, json.warnings]).toEqual([200, [expect.stringContaining('No document has the field @brand')]])
  })

  it.each(harmless)('is absent, so that the search has all results: %s', async (_, request) => {
    const { find } = await open()
    const { status, json } = await find(request)
    expect([status, json.totalCount]).toEqual([200, (await find({})).json.totalCount])
  })

  it('of a range of text is a 400', async () => {
    const { find } = await open()
    const { status, json } = await find({ facets: [{ field: 'source', type: 'dateRange', currentValues: [dates] }] })
    expect([status, json.message]).toEqual([400, expect.stringContaining('@source holds text')])
  })
})
