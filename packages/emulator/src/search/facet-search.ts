import * as z from 'zod'
import { valuesOf } from '../documents/document-fields.ts'
import { checkRequest } from './check-request.ts'
import { facetSort } from './facet-request.ts'
import { passFacets } from './facets.ts'
import { fieldNameSchema } from './field-name.ts'
import { matchQuery, type SearchScope } from './match-query.ts'
import { requireKnownFields } from './named-fields.ts'
import { searchParameters } from './search-parameters.ts'
import { facetsOf, searchRequestSchema } from './search-request.ts'
import { byCriterion, countValues } from './specific-facet.ts'

const facetSearchRequestSchema = z.strictObject({
  field: fieldNameSchema,
  type: z.enum(['specific', 'hierarchical']).default('specific'),
  query: z.string().max(500).default('*'),
  numberOfValues: z.int().min(0).max(1000).default(10),
  captions: z.record(z.string(), z.string()).default({}),
  ignoreValues: z.array(z.string()).default([]),
  ignorePaths: z.array(z.array(z.string())).default([]),
  basePath: z.array(z.string()).default([]),
  delimitingCharacter: z.string().min(1).default(';'),
  filterFacetCount: z.boolean().default(true),
  sortCriteria: facetSort.optional(),
  searchContext: searchRequestSchema.prefault({}),
})

const inContext = (name: string) => `searchContext.${name}`

/** The parameters of a facet search. */
export const facetSearchParameters = {
  call: 'A facet search',
  schema: facetSearchRequestSchema,
  ignored: searchParameters.ignored.map(inContext),
  /** Headless sends its token and its address too. */
  context: [...searchParameters.context, 'accessToken', 'url'].map(inContext),
}

export type FacetSearchRequest = z.infer<typeof facetSearchRequestSchema>

/** Returns the values of a field that match a facet search query, with their counts. */
export function searchFacetValues(request: FacetSearchRequest, scope: SearchScope) {
  const { field, type, numberOfValues, captions, delimitingCharacter } = request
  const found = [...countValues(entriesOf(request, scope), field)]
    .filter(([value]) => type === 'specific' || value.split(delimitingCharacter).length > request.basePath.length)
    .map(([value, numberOfResults]) => {
      const path = value.split(delimitingCharacter)
      const last = type === 'hierarchical' ? (path.at(-1) ?? value) : value
      return { value: last, path, numberOfResults, label: captions[last] ?? last }
    })
    .filter(({ label, value, path }) => matchesQuery(label, request.query) && !isIgnored({ value, path }, request))
    .sort(byCriterion(request.sortCriteria ?? 'alphanumeric'))
  return {
    values: found.slice(0, numberOfValues).map(({ value, path, numberOfResults, label }) => ({
      displayValue: label,
      rawValue: value,
      count: numberOfResults,
      ...(type === 'hierarchical' ? { path: path.slice(0, -1) } : {}),
    })),
    moreValuesAvailable: found.length > numberOfValues,
  }
}

function entriesOf({ searchContext, field, filterFacetCount }: FacetSearchRequest, scope: SearchScope) {
  requireKnownFields([{ field, parameter: 'field' }], scope.corpus)
  checkRequest(searchContext, scope.corpus)
  const matches = [...matchQuery(searchContext, scope).matches.keys()]
  if (!filterFacetCount) return matches.filter(({ fields }) => valuesOf(fields, field).length > 0)
  return passFacets(matches, { facets: facetsOf(searchContext).filter((facet) => facet.field !== field) })
}

/** Matches a wildcard pattern such as `*fin*` or `fin*`, case-insensitively. */
function matchesQuery(label: string, query: string): boolean {
  const parts = query.toLowerCase().split('*')
  const text = label.toLowerCase()
  let at = 0
  for (const [position, part] of parts.entries()) {
    const found = text.indexOf(part, at)
    if (found < 0 || (position === 0 && found > 0)) return false
    at = found + part.length
  }
  return parts.at(-1) === '' || text.endsWith(parts.at(-1) ?? '')
}

function isIgnored(
  { value, path }: { value: string; path: readonly string[] },
  { type, ignoreValues, ignorePaths }: FacetSearchRequest,
): boolean {
  if (type === 'specific') return ignoreValues.includes(value)
  return ignorePaths.some((ignored) => ignored.length === path.length && ignored.every((part, at) => part === path[at]))
}
