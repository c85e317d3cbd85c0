import type { FacetRequest } from './facet-request.ts'
import { restricts } from './facet-selection.ts'
import { hierarchicalValues, passesHierarchical } from './hierarchical-facet.ts'
import { passesRange, rangeValues } from './range-facet.ts'
import type { IndexEntry } from './search-index.ts'
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
  const applied = facets.filter((facet) => facet !== except && restricts(facet))
  return entries.filter((entry) => applied.every((facet) => kinds[facet.type].passes(entry, facet)))
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
