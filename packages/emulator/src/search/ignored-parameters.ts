import type { SearchRequest } from './search-request.ts'

/** Parameters of a search that change its results at Coveo, and not here. */
const ignored = [
  'categoryFacets',
  'rankingFunctions',
  'queryFunctions',
  'fieldAliases',
  'freeTextSearchFields',
  'dictionaryFieldContext',
  'recommendation',
]
const ignoredInGroupBy = ['rangeValues', 'generateAutomaticRanges', 'computedFields']

/** Returns the parameters of a request that have no effect on its results. */
export function ignoredParameters(request: SearchRequest): string[] {
  const groups = ignoredInGroupBy.filter((name) => request.groupBy.some((groupBy) => isSet(groupBy[name])))
  return [...ignored.filter((name) => isSet(request[name])), ...groups.map((name) => `groupBy.${name}`)]
}

function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}
