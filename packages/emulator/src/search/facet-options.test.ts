import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const texts = { body: 'A thing.', clickUri: 'https://docs.example.com/a', source: 'Shop', date: '2026-01-01' }
const thing = (id: string, own: object) => ({ ...texts, id, title: id, allowed: ['Everyone'], ...own })
const documents = [
  thing('one', { price: 1, kind: ['Tool', 'Tool;Saw'], code: 'a2' }),
  thing('two', { price: 20, kind: ['Tool', 'Tool;Hammer'], code: 'a10' }),
  thing('three', { price: 300, kind: ['Toy'], code: 'a1' }),
]

async function open() {
  const { emulator, send } = await openEmulator({ documents })
  const bearer = emulator.apiKeys.anonymousSearch
  const post = (path: string, body: object) => send(`/rest/search/v2${path}?organizationId=emulator`, { bearer, body })
  const find = async (facet: object) => (await post('', { facets: [facet], sortCriteria: '@price ascending' })).json
  return { post, find }
}

const titlesOf = (json: { results: { title: string }[] }) => json.results.map(({ title }) => title)
const price = { field: 'price', type: 'numericalRange' }
const kind = { field: 'kind', type: 'hierarchical' }

describe('a hierarchical facet', () => {
  it('excludes a value with everything below it, and returns its state', async () => {
    const { find } = await open()
    const json = await find({ ...kind, currentValues: [{ value: 'Tool', state: 'excluded' }] })
    expect(titlesOf(json)).toEqual(['three'])
    expect(json.facets[0].values).toEqual([
      expect.objectContaining({ value: 'Tool', state: 'excluded', numberOfResults: 2 }),
      expect.objectContaining({ value: 'Toy', state: 'idle' }),
    ])
  })

  it('excludes a value below a selected one', async () => {
    const { find } = await open()
    const children = [{ value: 'Saw', state: 'excluded' }]
    const json = await find({ ...kind, currentValues: [{ value: 'Tool', state: 'selected', children }] })
    expect(titlesOf(json)).toEqual(['two'])
  })
})

describe('a range facet', () => {
  const [low, high] = [
    { start: 0, end: 10 },
    { start: 10, end: 1000 },
  ]

  it.each([
    [undefined, [0, 10]],
    ['ascending', [0, 10]],
    ['descending', [10, 0]],
  ])('sorts its ranges by their start: %s', async (sortCriteria, starts) => {
    const { find } = await open()
    const json = await find({ ...price, sortCriteria, currentValues: [high, low] })
    expect(json.facets[0].values.map(({ start }: { start: number }) => start)).toEqual(starts)
  })

  it('sorts dates by time', async () => {
    const { find } = await open()
    const [early, late] = ['2026/01/01@00:00:00', '2026/02/01@00:00:00']
    const currentValues = [
      { start: late, end: late },
      { start: early, end: late },
    ]
    const json = await find({ field: 'date', type: 'dateRange', currentValues })
    expect(json.facets[0].values.map(({ start }: { start: string }) => start)).toEqual([early, late])
  })
})

describe('sortCriteria of a facet', () => {
  it.each([
    ['alphanumericNatural', ['a1', 'a2', 'a10']],
    ['alphanumericNaturalDescending', ['a10', 'a2', 'a1']],
    ['alphanumericDescending', ['a2', 'a10', 'a1']],
    ['alphanumeric', ['a1', 'a10', 'a2']],
  ])('orders values by %s', async (sortCriteria, expected) => {
    const { find, post } = await open()
    const { facets } = await find({ field: 'code', sortCriteria })
    expect(facets[0].values.map(({ value }: { value: string }) => value)).toEqual(expected)
    const { json } = await post('/facet', { field: 'code', sortCriteria })
    expect(json.values.map(({ rawValue }: { rawValue: string }) => rawValue)).toEqual(expected)
  })

  it.each([
    ['', { facets: [{ ...price, sortCriteria: 'score' }] }],
    ['', { facets: [{ field: 'code', sortCriteria: 'ascending' }] }],
    ['/facet', { field: 'code', sortCriteria: 'sideways' }],
  ])('is a 400 that names it if the type of facet has no such order: %s %j', async (path, body) => {
    const { post } = await open()
    expect(await post(path, body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining('sortCriteria') },
    })
  })
})
