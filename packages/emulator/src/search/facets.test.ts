import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { facetSearchResponse } from '../testing/published-schemas.test.support.ts'

interface Value {
  value: string
  state: string
  numberOfResults: number
}

async function openAsAlice() {
  const opened = await openEmulator()
  const token = await opened.tokenFor('asmith@example.com')
  const find = async (facets: object[], request: object = {}) =>
    (await opened.search(token, { numberOfResults: 100, facets, ...request })).json
  return { ...opened, token, find }
}

const department = { facetId: 'department', field: 'department', numberOfValues: 20 }
const select = (facet: object, ...values: string[]) => ({
  ...facet,
  currentValues: values.map((value) => ({ value, state: 'selected' })),
})

describe('facets', () => {
  it('count the results of a search', async () => {
    const { find } = await openAsAlice()
    const json = await find([department], { q: 'gateway' })
    const sum = json.facets[0].values.reduce((total: number, value: Value) => total + value.numberOfResults, 0)
    expect(sum).toBe(json.totalCount)
  })

  it('filter results by the selected values, and count the others', async () => {
    const { find } = await openAsAlice()
    const before = await find([department])
    const after = await find([select(department, 'Support', 'IT')])
    const count = (json: { facets: { values: Value[] }[] }, name: string) =>
      json.facets[0]?.values.find(({ value }) => value === name)?.numberOfResults
    expect(after.totalCount).toBe(Number(count(before, 'Support')) + Number(count(before, 'IT')))
    expect(count(after, 'Company')).toBe(count(before, 'Company'))
    expect(after.facets[0].values.slice(0, 2).map((value: Value) => value.state)).toEqual(['selected', 'selected'])
  })

  it('filter each other', async () => {
    const { find } = await openAsAlice()
    const filetype = { facetId: 'filetype', field: 'filetype' }
    const json = await find([select(department, 'Support'), filetype])
    const counted = json.facets[1].values.reduce((total: number, value: Value) => total + value.numberOfResults, 0)
    expect(counted).toBe(json.totalCount)
  })

  it('support exclusion, allValues, freezing, limits and sorting', async () => {
    const { find } = await openAsAlice()
    const all = (await find([])).totalCount
    const excluded = await find([{ ...department, currentValues: [{ value: 'Support', state: 'excluded' }] }])
    expect(excluded.totalCount).toBeLessThan(all)
    const tags = select({ facetId: 'tags', field: 'tags', resultsMustMatch: 'allValues' }, 'sensor', 'calibration')
    expect((await find([tags])).totalCount).toBe(2)
    const frozen = await find([{ ...select(department, 'IT'), freezeCurrentValues: true }])
    expect(frozen.facets[0].values.map(({ value }: Value) => value)).toEqual(['IT'])
    const few = await find([{ ...department, numberOfValues: 2, sortCriteria: 'alphanumericDescending' }])
    expect(few.facets[0].values.map(({ value }: Value) => value)).toEqual(['Support', 'Sales'])
    expect(few.facets[0].moreValuesAvailable).toBe(true)
  })

  it('support customSort, allowedValues, filterByBasePath and the published default order', async () => {
    const { find } = await openAsAlice()
    const names = (json: { facets: { values: Value[] }[] }) => json.facets[0]?.values.map(({ value }) => value)
    const alphabetic = names(await find([department])) ?? []
    expect(alphabetic).toEqual([...alphabetic].sort())
    const byCount = (await find([{ ...department, numberOfValues: 3 }])).facets[0]
    const counts = byCount.values.map(({ numberOfResults }: Value) => numberOfResults)
    expect(byCount.moreValuesAvailable).toBe(true)
    expect(counts).toEqual([...counts].sort((left, right) => right - left))
    expect(names(await find([{ ...department, customSort: ['Support', 'IT'] }]))?.slice(0, 2)).toEqual([
      'Support',
      'IT',
    ])
    const allowedValues = { type: 'simple', values: ['IT', 'Support'] }
    expect(names(await find([{ ...department, allowedValues }]))).toEqual(['IT', 'Support'])
    const any = names(await find([{ ...department, allowedValues: { type: 'simple', values: [] } }]))
    expect(any).toEqual(names(await find([department])))
    const category = { facetId: 'category', field: 'category', type: 'hierarchical', basePath: ['Support'] }
    const filtered = (await find([category])).totalCount
    expect(filtered).toBeLessThan((await find([{ ...category, filterByBasePath: false }])).totalCount)
  })

  it('support number and date ranges', async () => {
    const { find } = await openAsAlice()
    const year = {
      facetId: 'year',
      field: 'year',
      type: 'numericalRange',
      currentValues: [
        { start: 2025, end: 2026, endInclusive: false, state: 'idle' },
        { start: 2026, end: 2027, endInclusive: false, state: 'selected' },
      ],
    }
    const json = await find([year])
    expect(json.facets[0].values[1]).toMatchObject({ start: 2026, state: 'selected', numberOfResults: json.totalCount })
    const [start, end] = ['2026/06/01@00:00:00', '2026/06/30@23:59:59']
    const june = { start, end, endInclusive: true, state: 'selected' }
    const { results } = await find([{ facetId: 'date', field: 'date', type: 'dateRange', currentValues: [june] }])
    expect(results.length).toBeGreaterThan(3)
    for (const { raw } of results) expect(new Date(raw.date).getUTCMonth()).toBe(5)
  })

  it('read date ranges in the time zone of the request', async () => {
    const { search, token } = await openAsAlice()
    const day = { start: '2026/06/01@00:00:00', end: '2026/06/01@23:59:59', endInclusive: true }
    const count = async (timezone: string, facet: object) => {
      const { json } = await search(token, { timezone, facets: [{ field: 'date', type: 'dateRange', ...facet }] })
      return json.facets[0].values
    }
    const [local] = await count('Asia/Tokyo', { currentValues: [day] })
    expect(local).toMatchObject(day)
    const [first] = await count('Asia/Tokyo', { generateAutomaticRanges: true, numberOfValues: 1 })
    const [utc] = await count('UTC', { generateAutomaticRanges: true, numberOfValues: 1 })
    expect([first.start.slice(-8), utc.start.slice(-8)]).toEqual(['18:00:00', '09:00:00'])
    expect(first.numberOfResults).toBe(utc.numberOfResults)
  })

  it('generate ranges that include every result', async () => {
    const { find } = await openAsAlice()
    for (const [field, type] of [
      ['size', 'numericalRange'],
      ['date', 'dateRange'],
    ]) {
      const json = await find([{ facetId: field, field, type, generateAutomaticRanges: true, numberOfValues: 4 }])
      const counts = json.facets[0].values.map((value: Value) => value.numberOfResults)
      expect(counts).toHaveLength(4)
      expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(json.totalCount)
    }
  })

  it('return a selected path and its children', async () => {
    const { find } = await openAsAlice()
    const category = { facetId: 'category', field: 'category', type: 'hierarchical', numberOfValues: 20 }
    const top = await find([category])
    expect(top.facets[0].values.map(({ value }: Value) => value)).toContain('Support')
    const support = { value: 'Support', state: 'idle', children: [{ value: 'Guide', state: 'selected', children: [] }] }
    const json = await find([{ ...category, currentValues: [support] }])
    const [root] = json.facets[0].values
    expect(root).toMatchObject({ value: 'Support', state: 'idle', path: ['Support'] })
    expect(root.children[0]).toMatchObject({
      value: 'Guide',
      state: 'selected',
      path: ['Support', 'Guide'],
      isLeafValue: true,
    })
    expect(root.children[0].numberOfResults).toBe(json.totalCount)
    for (const { raw } of json.results) expect([raw.department, raw.objecttype]).toEqual(['Support', 'Guide'])
  })
})

describe('POST /rest/search/v2/facet', () => {
  it('finds values by query, among documents that the caller can access', async () => {
    const { send, token, tokenFor } = await openAsAlice()
    const body = { field: 'author', type: 'specific', query: '*s*', numberOfValues: 50 }
    const facetSearch = async (bearer: string) =>
      facetSearchResponse.parse((await send('/rest/search/v2/facet', { bearer, body })).json)
    const names = (response: { values: { rawValue: string }[] }) => response.values.map(({ rawValue }) => rawValue)
    expect(names(await facetSearch(token))).toContain('Alice Smith')
    expect(names(await facetSearch(token))).not.toContain('Bob Jones')
    expect(names(await facetSearch(await tokenFor('bjones@example.com')))).toContain('Bob Jones')
  })

  it('reads a field with the sign of an expression, as facets do', async () => {
    const { send, token } = await openAsAlice()
    const body = { field: '@author', query: '*' }
    const { values } = (await send('/rest/search/v2/facet', { bearer: token, body })).json
    expect(values).not.toEqual([])
  })

  it('counts within the search context, omits ignored values and matches captions', async () => {
    const { send, token, find } = await openAsAlice()
    const json = await find([department], { q: 'sensor' })
    const body = {
      field: 'department',
      type: 'specific',
      query: '*',
      numberOfValues: 50,
      captions: { IT: 'Computers' },
      ignoreValues: ['Support'],
      searchContext: { q: 'sensor', facets: [select(department, 'Support')] },
    }
    const { values } = (await send('/rest/search/v2/facet', { bearer: token, body })).json
    const expected = json.facets[0].values.filter(({ value }: Value) => value !== 'Support')
    expect(values).toHaveLength(expected.length)
    for (const { value, numberOfResults } of expected) {
      expect(values).toContainEqual({ displayValue: value, rawValue: value, count: numberOfResults })
    }
    const computers = await send('/rest/search/v2/facet', {
      bearer: token,
      body: { ...body, query: '*comp*', searchContext: {} },
    })
    expect(computers.json.values.map((value: { rawValue: string }) => value.rawValue)).toEqual(['Company', 'IT'])
  })

  it('returns the path of a hierarchical value', async () => {
    const { send, token } = await openAsAlice()
    const body = { field: 'category', type: 'hierarchical', query: '*runbook*' }
    const { values } = (await send('/rest/search/v2/facet', { bearer: token, body })).json
    expect(values).toContainEqual({ displayValue: 'Runbook', rawValue: 'Runbook', count: 1, path: ['Support'] })
  })
})
