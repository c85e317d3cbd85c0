import type { IndexEntry, SearchIndex } from './search-index.ts'
import type { SearchRequest } from './search-request.ts'
import { passesSpecific, specificValues } from './specific-facet.ts'

export type AutomaticFacetsRequest = NonNullable<SearchRequest['generateAutomaticFacets']>

/** Fields that distinguish documents too well, or not at all. */
const excluded = new Set(['source', 'permanentid', 'urihash', 'collection', 'syscollection', 'concepts', 'category'])

/** Whether a document matches the selected values of the automatic facets. */
export function passesAutomaticFacets(entry: IndexEntry, { currentFacets }: AutomaticFacetsRequest): boolean {
  return currentFacets.every((facet) => passesSpecific(entry, facet))
}

/** Returns facets of the text fields that most entries share, apart from fields that have a facet already. */
export function automaticFacets(
  request: SearchRequest,
  { index, entries }: { index: SearchIndex; entries: readonly IndexEntry[] },
) {
  const { generateAutomaticFacets: options, facets } = request
  if (!options) return { facets: [] }
  const taken = new Set(facets.map(({ field }) => field.toLowerCase()))
  const candidates = Object.keys(index.fieldTypes).filter(
    (field) => index.fieldTypes[field] === 'String' && !excluded.has(field) && !taken.has(field),
  )
  const selected = options.currentFacets.map(({ field }) => field)
  const ranked = [...new Set([...selected, ...candidates])].map((field) => {
    const current = options.currentFacets.find((facet) => facet.field === field)
    const facet = current ?? { ...automaticFacet, field }
    return { field, ...specificValues({ ...facet, numberOfValues: options.numberOfValues }, entries) }
  })
  const useful = ranked.filter(({ field, values }) => values.length > 1 || selected.includes(field))
  return {
    facets: useful.slice(0, options.desiredCount).map(({ field, values, moreValuesAvailable }) => ({
      facetId: field,
      field,
      values,
      moreValuesAvailable,
      indexScore: 0.1,
    })),
  }
}

const automaticFacet = {
  type: 'specific' as const,
  currentValues: [],
  freezeCurrentValues: false,
  isFieldExpanded: false,
  customSort: [],
  resultsMustMatch: 'atLeastOneValue' as const,
  generateAutomaticRanges: false,
  delimitingCharacter: ';',
  filterByBasePath: true,
  filterFacetCount: true,
  rangeAlgorithm: 'even' as const,
  timezone: 'UTC',
}
