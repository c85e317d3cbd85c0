import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

async function open() {
  const opened = await openEmulator()
  const bearer = await opened.tokenFor('asmith@example.com')
  const post = (path: string, body: object) => opened.send(`${path}?organizationId=emulator`, { bearer, body })
  return { ...opened, post }
}

const search = '/rest/search/v2'
const passage = { query: 'gateway', localization: { locale: 'en' } }
const rejected: [name: string, path: string, body: object][] = [
  ['the field of a facet search', `${search}/facet`, { field: '@brand' }],
  ['the field of a facet search', `${search}/facet`, { field: 'brand', type: 'hierarchical', searchContext: {} }],
  ['sortCriteria', search, { sortCriteria: '@brand ascending' }],
  ['sortCriteria', search, { sortCriteria: 'date descending, @Brand ascending' }],
  ['sortCriteria', `${search}/facet`, { field: 'source', searchContext: { sortCriteria: '@brand ascending' } }],
  ['additionalFields', '/rest/search/v3/passages/retrieve', { ...passage, additionalFields: ['source', 'brand'] }],
]

const warned: [parameter: string, request: object][] = [
  ['facets', { facets: [{ field: 'brand' }] }],
  ['generateAutomaticFacets', { generateAutomaticFacets: { currentFacets: [{ field: 'brand' }] } }],
  ['groupBy', { groupBy: [{ field: '@brand' }] }],
  ['filterField', { filterField: '@brand' }],
  ['parentField', { filterField: '@source', parentField: '@brand', childField: '@author' }],
  ['childField', { filterField: '@source', parentField: '@author', childField: '@brand' }],
  ['fieldsToInclude', { fieldsToInclude: ['source', 'brand'] }],
  ['fieldsToExclude', { fieldsToExclude: ['brand', '@source'] }],
]

describe('a field that no document has', () => {
  it.each(rejected)('is a 400 that names it, in %s of %s', async (_, path, body) => {
    const { post } = await open()
    const message = expect.stringMatching(/no document has the field @brand: .*unknownFields/i)
    expect(await post(path, body)).toMatchObject({ status: 400, json: { message } })
  })

  it.each(rejected)('has no values with unknownFields "warn", in %s of %s', async (_, path, body) => {
    const { post, emulator } = await open()
    emulator.settings.update({ unknownFields: 'warn' })
    expect((await post(path, body)).status).toBe(200)
  })

  it('is named in a warning with unknownFields "warn", in sortCriteria', async () => {
    const { post, emulator } = await open()
    emulator.settings.update({ unknownFields: 'warn' })
    const { json } = await post(search, { sortCriteria: '@brand ascending' })
    expect(json.warnings).toEqual(['No document has the field @brand of sortCriteria.'])
  })

  it.each(warned)('is named in a warning, in %s', async (parameter, request) => {
    const { post } = await open()
    const { status, json } = await post(search, request)
    expect([status, json.warnings]).toEqual([200, [`No document has the field @brand of ${parameter}.`]])
  })
})
