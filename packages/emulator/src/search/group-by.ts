import type { GroupBy } from './group-by-request.ts'
import { matchQuery, type SearchScope } from './match-query.ts'
import type { IndexEntry } from './search-index.ts'
import type { SearchRequest } from './search-request.ts'
import { byCriterion, countValues } from './specific-facet.ts'
import { wildcardPattern } from './wildcard-pattern.ts'

/** Returns the values of each Group By field among the results, or among the results of its query override. */
export function groupByResults(
  request: SearchRequest,
  { results, scope }: { results: readonly IndexEntry[]; scope: SearchScope },
) {
  return request.groupBy.map((groupBy) => {
    const { field } = groupBy
    const entries = overriddenResults(request, { groupBy, scope }) ?? results
    return { field, globalComputedFieldResults: [], values: valuesOf(countValues(entries, field), groupBy) }
  })
}

function overriddenResults(
  request: SearchRequest,
  { groupBy, scope }: { groupBy: GroupBy; scope: SearchScope },
): readonly IndexEntry[] | undefined {
  const { queryOverride, advancedQueryOverride, constantQueryOverride, disjunctionQueryOverride } = groupBy
  const overrides = [queryOverride, advancedQueryOverride, constantQueryOverride, disjunctionQueryOverride]
  if (!overrides.some(Boolean)) return undefined
  const [q, aq, cq, dq] = overrides.map((text) => text ?? '')
  return [...matchQuery({ ...request, q: q ?? '', aq: aq ?? '', cq: cq ?? '', dq: dq ?? '' }, scope).matches.keys()]
}

function valuesOf(counts: ReadonlyMap<string, number>, groupBy: GroupBy) {
  const { allowedValues, completeFacetWithStandardValues, maximumNumberOfValues, sortCriteria } = groupBy
  const patterns = allowedValues.map((value) => wildcardPattern(value))
  const isAllowed = ({ value }: { value: string }) => patterns.some((pattern) => pattern.test(value))
  const all = [...counts].map(([value, numberOfResults]) => ({ value, numberOfResults })).sort(orderOf(sortCriteria))
  const allowed = patterns.length === 0 ? all : all.filter(isAllowed)
  const others = completeFacetWithStandardValues ? all.filter((one) => !allowed.includes(one)) : []
  return [...allowed, ...others].slice(0, maximumNumberOfValues).map(({ value, numberOfResults }) => ({
    value,
    lookupValue: value,
    numberOfResults,
    score: numberOfResults,
    valueType: 'Standard',
    computedFieldResults: [],
  }))
}

function orderOf(sortCriteria: string) {
  const name = sortCriteria.toLowerCase()
  if (!name.startsWith('alpha')) return byCriterion('occurrences')
  return byCriterion(name.startsWith('alphadescending') ? 'alphanumericDescending' : 'alphanumeric')
}
