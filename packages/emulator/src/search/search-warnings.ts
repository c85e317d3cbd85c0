import { rangeProblem } from './facet-selection.ts'
import { allNamedFields, unknownOf } from './named-fields.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchRequest } from './search-request.ts'

/** Returns warnings of a search: what finds nothing, and values that have no effect. */
export function searchWarnings(
  request: SearchRequest,
  { unknownFields, index }: { unknownFields: readonly string[]; index: SearchIndex },
): string[] {
  const ranges = request.facets.map((facet) => ({ ...facet, problem: rangeProblem(facet, index.fieldTypes) }))
  return [
    ...unknownFields.map((field) => `No document has the field @${field}, so conditions on it match nothing.`),
    ...unknownOf(allNamedFields(request), index).map(
      ({ field, parameter }) => `No document has the field @${field} of ${parameter}.`,
    ),
    ...ranges.flatMap(({ field, problem }) => (problem ? [`@${field} of facets ${problem}.`] : [])),
    ...(hasUnusedWildcards(request) ? ['wildcards is off, so * matches no characters.'] : []),
    ...withoutEffect(request).map((name) => `The emulator ignores ${name}.`),
    ...pipelineWarnings(request),
  ]
}

/** Whether an expression has a word such as `gate*` that is not expanded. */
function hasUnusedWildcards({ q, aq, cq, dq, wildcards }: SearchRequest): boolean {
  if (wildcards) return false
  return [q, aq, cq, dq].some((text) => /\w\*/.test(text.replaceAll(/"[^"]*"|@[\w.]+\s*\*=\s*\S+/g, '')))
}

/** Returns the parameters with a value that has no effect. */
function withoutEffect({ facets, groupBy }: SearchRequest): string[] {
  return [
    ...(facets.some(({ filterFacetCount }) => !filterFacetCount) ? ['facets.filterFacetCount'] : []),
    ...(facets.some(({ rangeAlgorithm }) => rangeAlgorithm !== 'even') ? ['facets.rangeAlgorithm'] : []),
    ...(groupBy.some(({ filterFacetCount }) => !filterFacetCount) ? ['groupBy.filterFacetCount'] : []),
  ]
}

function pipelineWarnings({ pipeline = '' }: SearchRequest): string[] {
  if (['', 'default'].includes(pipeline)) return []
  return [`The emulator has one set of rules, also for the pipeline ${pipeline}.`]
}
