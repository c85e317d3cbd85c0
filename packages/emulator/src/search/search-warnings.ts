import type { SearchIndex } from './search-index.ts'
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
  'enableDuplicateFiltering',
  'sortField',
  'viewAllContent',
]
const ignoredInGroupBy = ['rangeValues', 'generateAutomaticRanges', 'computedFields']

/** Returns warnings of a search: what finds nothing, and what has no effect. */
export function searchWarnings(
  request: SearchRequest,
  { unknownFields, index: { fieldTypes } }: { unknownFields: readonly string[]; index: SearchIndex },
): string[] {
  const isText = (field: string) => ['String', 'LargeString'].includes(fieldTypes[field.toLowerCase()] ?? '')
  const ranges = request.facets.filter(({ field, type }) => type.endsWith('Range') && isText(field))
  return [
    ...unknownFields.map((field) => `No document has the field @${field}, so conditions on it match nothing.`),
    ...fieldsOf(request)
      .filter(([field]) => !(field.toLowerCase() in fieldTypes))
      .map(([field, parameter]) => `No document has the field @${field} of ${parameter}.`),
    ...ranges.map(
      ({ field, type }) => `@${field} of facets holds text, and ${type} needs a field of numbers or dates.`,
    ),
    ...(hasUnusedWildcards(request) ? ['wildcards is off, so * matches no characters.'] : []),
    ...ignoredParameters(request).map((name) => `The emulator ignores ${name}.`),
  ]
}

/** Returns the fields that a request names outside of its expressions, with their parameters. */
function fieldsOf(request: SearchRequest): [field: string, parameter: string][] {
  const { facets, generateAutomaticFacets, groupBy, sortCriteria, filterField } = request
  const automatic = generateAutomaticFacets?.currentFacets ?? []
  return [
    ...facets.map(({ field }): [string, string] => [field, 'facets']),
    ...automatic.map(({ field }): [string, string] => [field, 'generateAutomaticFacets']),
    ...groupBy.map(({ field }): [string, string] => [field, 'groupBy']),
    ...Array.from(sortCriteria.matchAll(/@(\w+)/g), ([, field = '']): [string, string] => [field, 'sortCriteria']),
    ...(filterField === undefined ? [] : [[filterField.replace(/^@/, ''), 'filterField'] as [string, string]]),
  ]
}

/** Whether an expression has a word such as `gate*` that is not expanded. */
function hasUnusedWildcards({ q, aq, cq, dq, wildcards }: SearchRequest): boolean {
  if (wildcards) return false
  return [q, aq, cq, dq].some((text) => /\w\*/.test(text.replaceAll(/"[^"]*"|@[\w.]+\s*\*=\s*\S+/g, '')))
}

/** Returns the parameters of a request that have no effect on its results. */
function ignoredParameters(request: SearchRequest): string[] {
  const groups = ignoredInGroupBy.filter((name) => request.groupBy.some((groupBy) => isSet(groupBy[name])))
  return [...ignored.filter((name) => isSet(request[name])), ...groups.map((name) => `groupBy.${name}`)]
}

function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}
