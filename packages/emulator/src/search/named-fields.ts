import { badRequest } from '../api/api-error.ts'
import type { FacetRequest } from './facet-request.ts'
import { restricts } from './facet-selection.ts'
import type { SearchIndex } from './search-index.ts'
import { facetsOf, type SearchRequest } from './search-request.ts'

/** A field that a request names outside of its expressions. */
export interface NamedField {
  /** Without `@`. */
  field: string
  parameter: string
}

export interface KnownFields {
  index: Pick<SearchIndex, 'fieldTypes'>
  /** Whether a field that no document has is a 400. Default true. */
  rejectsUnknownFields?: boolean
}

/** Returns why a field that no document has is rejected. */
export function unknownFieldReason(field: string): string {
  return `no document has the field @${field}: add it to one, or set unknownFields to "warn"`
}

/** Throws a 400 that names the first field that no document has, unless the setting `unknownFields` is `warn`. */
export function requireKnownFields(
  fields: readonly NamedField[],
  { index, rejectsUnknownFields = true }: KnownFields,
): void {
  const [unknown] = rejectsUnknownFields ? unknownOf(fields, index) : []
  if (unknown) throw badRequest(`${unknown.parameter}: ${unknownFieldReason(unknown.field)}.`, 'INVALID_PARAMETER')
}

/** Returns the fields that no document has. */
export function unknownOf(fields: readonly NamedField[], { fieldTypes }: KnownFields['index']): NamedField[] {
  return fields.filter(({ field }) => !(field.toLowerCase() in fieldTypes))
}

/** Returns the fields whose values decide which results a request has, and in which order. */
export function decidingFields(request: SearchRequest): NamedField[] {
  return [...namedIn('facets', facetFields(request).filter(restricts)), ...sortFields(request)]
}

/** Returns all fields that a request names outside of its expressions. */
export function allNamedFields(request: SearchRequest): NamedField[] {
  const { facets, generateAutomaticFacets, groupBy, filterField, parentField, childField } = request
  const { fieldsToInclude = [], fieldsToExclude = [] } = request
  const texts = Object.entries({ filterField, parentField, childField, fieldsToInclude, fieldsToExclude })
  return [
    ...namedIn('facets', facets),
    ...namedIn('generateAutomaticFacets', generateAutomaticFacets?.currentFacets ?? []),
    ...namedIn('groupBy', groupBy),
    ...sortFields(request),
    ...texts.flatMap(([parameter, value]) =>
      [value ?? []].flat().map((text) => ({ field: text.replace(/^@/, ''), parameter })),
    ),
  ]
}

function facetFields(request: SearchRequest): FacetRequest[] {
  return [...facetsOf(request), ...(request.generateAutomaticFacets?.currentFacets ?? [])]
}

function sortFields({ sortCriteria }: SearchRequest): NamedField[] {
  const names = Array.from(sortCriteria.matchAll(/@(\w+)/g), ([, field = '']) => ({ field }))
  return namedIn('sortCriteria', names)
}

function namedIn(parameter: string, fields: readonly { field: string }[]): NamedField[] {
  return fields.map(({ field }) => ({ field, parameter }))
}
