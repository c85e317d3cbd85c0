import { badRequest } from '../api/api-error.ts'
import type { FieldType } from '../documents/document-fields.ts'
import type { FacetRequest } from './facet-request.ts'
import { restrictsPath } from './hierarchical-facet.ts'

/** Whether a facet has a selection. With many facets, most have none, and match every document. */
export function restricts(facet: FacetRequest): boolean {
  if (facet.type === 'hierarchical') return restrictsPath(facet)
  return facet.currentValues.some(({ state }) => state !== 'idle')
}

/** Returns what the field of a range facet holds instead of values for its ranges. Undefined for an unknown field. */
export function rangeProblem(
  { field, type }: FacetRequest,
  fieldTypes: Readonly<Record<string, FieldType>>,
): string | undefined {
  const fieldType = fieldTypes[field.toLowerCase()]
  if (!type.endsWith('Range') || fieldType === undefined) return undefined
  if (fieldType === 'String' || fieldType === 'LargeString') {
    return `holds text, and ${type} needs a field of numbers or dates`
  }
  if (type !== 'dateRange' || fieldType === 'Date') return undefined
  return `holds numbers, and dateRange needs a field of dates`
}

/** Throws a 400 for a selected range that can only find nothing. */
export function checkRanges(facets: readonly FacetRequest[], fieldTypes: Readonly<Record<string, FieldType>>): void {
  for (const facet of facets.filter(restricts)) {
    const problem = rangeProblem(facet, fieldTypes)
    if (problem) throw badRequest(`facets: @${facet.field} ${problem}.`, 'INVALID_PARAMETER')
  }
}
