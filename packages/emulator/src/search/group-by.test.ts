import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

async function open() {
  const { search, tokenFor } = await openEmulator()
  const token = await tokenFor('asmith@example.com', { filter: '@department==("Support","IT","Product")' })
  const group = async (groupBy: object, request: object = {}) => {
    const { json } = await search(token, { ...request, groupBy: [{ field: '@department', ...groupBy }] })
    const [result] = json.groupByResults
    return result.values.map(({ value, numberOfResults }: { value: string; numberOfResults: number }) => [
      value,
      numberOfResults,
    ])
  }
  return { search, token, group }
}

describe('groupBy', () => {
  it('counts the values of a field among the results, the most frequent first', async () => {
    const { search, token, group } = await open()
    expect(await group({})).toEqual([
      ['Support', 12],
      ['Product', 10],
      ['IT', 9],
    ])
    const { json } = await search(token, { groupBy: [{ field: '@department', maximumNumberOfValues: 1 }] })
    expect(json.groupByResults).toEqual([
      {
        field: 'department',
        globalComputedFieldResults: [],
        values: [
          {
            value: 'Support',
            lookupValue: 'Support',
            numberOfResults: 12,
            score: 12,
            valueType: 'Standard',
            computedFieldResults: [],
          },
        ],
      },
    ])
  })

  it('sorts by name, and limits the values to the allowed ones', async () => {
    const { group } = await open()
    const names = async (groupBy: object) => (await group(groupBy)).map(([name]: [string]) => name)
    expect(await names({ sortCriteria: 'alphaAscending' })).toEqual(['IT', 'Product', 'Support'])
    expect(await names({ sortCriteria: 'alphadescending' })).toEqual(['Support', 'Product', 'IT'])
    expect(await names({ allowedValues: ['Prod*', 'it'] })).toEqual(['Product', 'IT'])
    const completed = { allowedValues: ['IT'], completeFacetWithStandardValues: true, maximumNumberOfValues: 2 }
    expect(await names(completed)).toEqual(['IT', 'Support'])
  })

  it('replaces the whole query by the overrides, but never the filter of the token', async () => {
    const { group } = await open()
    const aq = '@department==IT'
    expect(await group({}, { aq })).toEqual([['IT', 9]])
    expect(await group({ advancedQueryOverride: '@uri', sortCriteria: 'alphaAscending' }, { aq })).toEqual([
      ['IT', 9],
      ['Product', 10],
      ['Support', 12],
    ])
  })

  it('warns of parameters that the emulator ignores', async () => {
    const { search, token } = await open()
    const { json } = await search(token, {
      rankingFunctions: [{ expression: '1' }],
      queryFunctions: [],
      categoryFacets: [{ field: 'category' }],
      groupBy: [{ field: 'size', rangeValues: [{ start: 0, end: 1 }] }],
    })
    expect(json.warnings).toEqual([
      'The emulator ignores categoryFacets.',
      'The emulator ignores rankingFunctions.',
      'The emulator ignores groupBy.rangeValues.',
    ])
  })
})
