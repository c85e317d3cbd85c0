import type { IndexEntry } from './search-index.ts'
import type { FacetRequest } from './search-request.ts'
import { passesSpecific, specificValues } from './specific-facet.ts'

/** The documents that pass every facet's selection, `except` apart. */
export function passFacets(
  entries: readonly IndexEntry[],
  { facets, except }: { facets: readonly FacetRequest[]; except?: FacetRequest },
): IndexEntry[] {
  const applied = facets.filter((facet) => facet !== except)
  return entries.filter((entry) => applied.every((facet) => passesSpecific(entry, facet)))
}

/** Answers to all `facets`; each counts what the other facets leave. */
export function answerFacets(entries: readonly IndexEntry[], facets: readonly FacetRequest[]) {
  return facets.map((facet) => ({
    facetId: facet.facetId ?? facet.field,
    field: facet.field,
    indexScore: 0.1,
    ...specificValues(facet, passFacets(entries, { facets, except: facet })),
  }))
}
