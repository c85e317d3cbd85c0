import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

describe('generateAutomaticFacets', () => {
  it('returns facets of shared fields, and applies their selection', async () => {
    const { search, tokenFor } = await openEmulator()
    const bearer = await tokenFor('asmith@example.com')
    const find = async (generateAutomaticFacets: object) =>
      (await search(bearer, { generateAutomaticFacets, facets: [{ facetId: 'tags', field: 'tags' }] })).json
    const json = await find({ desiredCount: 3, numberOfValues: 4 })
    const { facets } = json.generateAutomaticFacets
    expect(facets).toHaveLength(3)
    for (const { values, field } of facets) {
      expect(values.length).toBeLessThanOrEqual(4)
      expect(field).not.toBe('tags')
    }
    const [{ field, values }] = facets
    const currentValues = [{ value: values[0].value, state: 'selected' }]
    const selected = await find({ desiredCount: 3, numberOfValues: 4, currentFacets: [{ field, currentValues }] })
    expect(selected.totalCount).toBe(values[0].numberOfResults)
    expect(selected.generateAutomaticFacets.facets[0].values[0]).toMatchObject({ state: 'selected' })
  })
})
