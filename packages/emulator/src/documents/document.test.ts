import { describe, expect, it } from 'vitest'
import type { DocumentInput } from '../index.ts'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

const shirt = (id: string, own: object): DocumentInput => ({
  id,
  title: `Shirt ${id}`,
  body: 'A shirt.',
  clickUri: `https://shop.example.com/${id}`,
  source: 'Shop',
  date: '2026-01-01',
  allowed: ['Everyone'],
  ...own,
})

const documents = [
  shirt('a', { brand: 'Acme', price: 10, colors: ['red', 'blue'], released: '2026-03-01T12:00:00Z', stocked: true }),
  shirt('b', { brand: 'Acme', price: 12.5, colors: ['red'], released: '2026-04-01T12:00:00Z', stocked: false }),
  shirt('c', { brand: 'Zenith', price: 30, colors: ['green'], released: '2026-05-01T12:00:00+02:00' }),
]

async function open() {
  const opened = await openEmulator({ documents })
  const bearer = await opened.tokenFor('anonymous')
  const find = async (request: object) => (await opened.search(bearer, request)).json
  const ids = async (request: object) =>
    (await find({ sortCriteria: '@price ascending', ...request })).results.map(({ uniqueId }: { uniqueId: string }) =>
      uniqueId.at(-1),
    )
  return { ...opened, bearer, find, ids }
}

describe('fields of documents', () => {
  it('filter, compare and sort by type', async () => {
    const { ids } = await open()
    expect(await ids({ aq: '@brand==acme' })).toEqual(['a', 'b'])
    expect(await ids({ aq: '@price>12' })).toEqual(['b', 'c'])
    expect(await ids({ aq: '@price==10..12.5' })).toEqual(['a', 'b'])
    expect(await ids({ aq: '@colors==(red, green) NOT @stocked==true' })).toEqual(['b', 'c'])
    expect(await ids({ aq: '@released>=2026/04/01' })).toEqual(['b', 'c'])
    expect(await ids({ sortCriteria: '@price descending' })).toEqual(['c', 'b', 'a'])
  })

  it('have facets, raw values and types', async () => {
    const { find, send, bearer } = await open()
    const json = await find({
      facets: [{ facetId: 'colors', field: 'colors' }],
      aq: '@brand==Acme',
      fieldsToInclude: ['price', 'released', 'colors'],
    })
    expect(json.facets[0].values).toMatchObject([
      { value: 'blue', numberOfResults: 1 },
      { value: 'red', numberOfResults: 2 },
    ])
    expect(json.results[0].raw).toEqual({ price: 10, released: Date.UTC(2026, 2, 1, 12), colors: ['red', 'blue'] })
    const { fields } = (await send('/rest/search/v2/fields', { bearer })).json
    const types = Object.fromEntries(fields.map(({ name, type }: { name: string; type: string }) => [name, type]))
    expect(types).toMatchObject({ '@brand': 'String', '@price': 'Double', '@released': 'Date', '@stocked': 'String' })
  })

  it.each([
    ['a nested value', { brand: { name: 'Acme' } }, 'documents.0.brand'],
    ['a computed field', { permanentid: 'x' }, 'documents.0.permanentid'],
    ['an invalid name', { 'my brand': 'Acme' }, 'documents.0.my brand'],
  ])('reject %s', async (_, own, path) => {
    await expect(openEmulator({ documents: [shirt('a', own)] })).rejects.toThrow(path)
  })
})
