import { hierarchicalValues, passesHierarchical } from './hierarchical-facet.ts'
import { passesRange, rangeValues } from './range-facet.ts'
import type { IndexEntry } from './search-index.ts'
import type { FacetRequest } from './search-request.ts'
import { passesSpecific, specificValues } from './specific-facet.ts'

interface FacetKind {
  passes(entry: IndexEntry, facet: FacetRequest): boolean
  values(facet: FacetRequest, entries: readonly IndexEntry[]): { values: unknown[]; moreValuesAvailable: boolean }
}

const range: FacetKind = { passes: passesRange, values: rangeValues }

const kinds: Readonly<Record<FacetRequest['type'], FacetKind>> = {
  specific: { passes: passesSpecific, values: specificValues },
  hierarchical: { passes: passesHierarchical, values: hierarchicalValues },
  dateRange: range,
  numericalRange: range,
}

/** Returns the documents that match every facet's selection, ignoring the facet `except`. */
export function passFacets(
  entries: readonly IndexEntry[],
  { facets, except }: { facets: readonly FacetRequest[]; except?: FacetRequest },
): IndexEntry[] {
  const applied = facets.filter((facet) => facet !== except && canRestrict(facet))
  return entries.filter((entry) => applied.every((facet) => kinds[facet.type].passes(entry, facet)))
}

/** A facet without values in the request matches every document: with many facets, most have none. */
function canRestrict({ currentValues, basePath = [] }: FacetRequest): boolean {
  return currentValues.length > 0 || basePath.length > 0
}

/** Returns the facet responses. Each counts the documents that match all other facets. */
export function facetResponses(entries: readonly IndexEntry[], facets: readonly FacetRequest[]) {
  return facets.map((facet) => ({
    facetId: facet.facetId ?? facet.field,
    field: facet.field,
    indexScore: 0.1,
    ...kinds[facet.type].values(facet, passFacets(entries, { facets, except: facet })),
  }))
}
