import { checkRanges } from './facet-selection.ts'
import { decidingFields, type KnownFields, requireKnownFields } from './named-fields.ts'
import { facetsOf, type SearchRequest } from './search-request.ts'

/** Throws a 400 for a selection or an order that can only find nothing: it names the field. */
export function checkRequest(request: SearchRequest, options: KnownFields): void {
  requireKnownFields(decidingFields(request), options)
  checkRanges(facetsOf(request), options.index.fieldTypes)
}
