import { badRequest } from '../api/api-error.ts'
import type { Corpus } from './evaluate-expression.ts'
import type { FacetRequest } from './facet-request.ts'
import { restrictsPath } from './hierarchical-facet.ts'
import { facetsOf, type SearchRequest } from './search-request.ts'

/** Whether a facet has a selection. With many facets, most have none, and match every document. */
export function restricts(facet: FacetRequest): boolean {
  if (facet.type === 'hierarchical') return restrictsPath(facet)
  return facet.currentValues.some(({ state }) => state !== 'idle')
}

/** Throws a 400 for a selection that can only find nothing: of a field that no document has, or of a range of text. */
export function checkSelections(request: SearchRequest, { index, rejectsUnknownFields = true }: Corpus): void {
  const { generateAutomaticFacets } = request
  for (const facet of [...facetsOf(request), ...(generateAutomaticFacets?.currentFacets ?? [])].filter(restricts)) {
    const type = index.fieldTypes[facet.field.toLowerCase()]
    if (type === undefined && rejectsUnknownFields) {
      const fix = 'add it to one, or set unknownFields to "warn"'
      throw badRequest(`facets: no document has the field @${facet.field} of a selection: ${fix}.`, 'INVALID_PARAMETER')
    }
    if (facet.type.endsWith('Range') && (type === 'String' || type === 'LargeString')) {
      const reason = `@${facet.field} holds text, and ${facet.type} needs a field of numbers or dates`
      throw badRequest(`facets: ${reason}.`, 'INVALID_PARAMETER')
    }
  }
}
