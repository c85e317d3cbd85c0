import { valuesOf } from '../documents/document-fields.ts'
import type { FacetRequest } from './facet-request.ts'
import type { IndexEntry } from './search-index.ts'

export interface FacetResponseValue {
  value: string
  state: 'idle' | 'selected' | 'excluded'
  numberOfResults: number
}

/** Whether a document matches the selected and excluded values of `facet`. */
export function passesSpecific(entry: IndexEntry, { field, currentValues, resultsMustMatch }: FacetRequest): boolean {
  const values = valuesOf(entry.fields, field)
  const inState = (state: string) =>
    currentValues.filter((value) => value.state === state).map(({ value }) => value ?? '')
  const selected = inState('selected')
  if (inState('excluded').some((value) => values.includes(value))) return false
  if (selected.length === 0) return true
  return resultsMustMatch === 'allValues'
    ? selected.every((value) => values.includes(value))
    : selected.some((value) => values.includes(value))
}

/** Returns the values of `facet` with their counts among `entries`. */
export function specificValues(facet: FacetRequest, entries: readonly IndexEntry[]) {
  const counts = countValues(entries, facet.field)
  const kept = facet.currentValues
    .filter(({ state }) => facet.freezeCurrentValues || state !== 'idle')
    .map(({ value = '', state }): FacetResponseValue => ({ value, state, numberOfResults: counts.get(value) ?? 0 }))
  const names = new Set(kept.map(({ value }) => value))
  const { values: allowedValues = [] } = facet.allowedValues ?? {}
  const isAllowed = (value: string) => allowedValues.length === 0 || allowedValues.includes(value)
  const others = [...counts]
    .filter(([value]) => !names.has(value) && isAllowed(value))
    .map(([value, numberOfResults]): FacetResponseValue => ({ value, state: 'idle', numberOfResults }))
    .sort(withCustomSort(facet, byCriterion(facet.sortCriteria ?? 'score')))
  const room = facet.freezeCurrentValues ? 0 : Math.max(0, facet.numberOfValues - kept.length)
  const values = [...kept, ...others.slice(0, room)]
  const moreValuesAvailable = others.length > room
  const criterion = facet.sortCriteria ?? (moreValuesAvailable && !facet.isFieldExpanded ? 'score' : 'alphanumeric')
  const order = facet.sortCriteria === undefined ? selectedFirst(byCriterion(criterion)) : byCriterion(criterion)
  return {
    values: facet.freezeCurrentValues ? values : values.sort(withCustomSort(facet, order)),
    moreValuesAvailable,
  }
}

/** Counts the entries of each value of `field`. */
export function countValues(entries: readonly IndexEntry[], field: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { fields } of entries) {
    for (const value of new Set(valuesOf(fields, field))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

type Counted = Pick<FacetResponseValue, 'value' | 'numberOfResults'> & { state?: string }

const collator = new Intl.Collator('en')
const natural = new Intl.Collator('en', { numeric: true })

type Order = (left: Counted, right: Counted) => number

/** Puts the values of `customSort` first, in its order. */
function withCustomSort({ customSort, sortCriteria }: FacetRequest, order: Order): Order {
  const explicit = typeof sortCriteria === 'object' && sortCriteria ? (sortCriteria as { customSort?: unknown }) : {}
  const first = Array.isArray(explicit.customSort) ? (explicit.customSort as string[]) : customSort
  if (first.length === 0) return order
  const rank = ({ value }: Counted) => (first.includes(value) ? first.indexOf(value) : first.length)
  return (left, right) => rank(left) - rank(right) || order(left, right)
}

function selectedFirst(order: Order): Order {
  const rank = (value: Counted) => (value.state === undefined || value.state === 'idle' ? 1 : 0)
  return (left, right) => rank(left) - rank(right) || order(left, right)
}

/** Compares facet values by a criterion, a string or `{ type, order }`. `automatic` puts selected values first. */
export function byCriterion(criterion: unknown): Order {
  const { type, order } = typeof criterion === 'object' && criterion ? (criterion as Record<string, unknown>) : {}
  const name = String(type ?? criterion ?? 'automatic')
  const direction = order === 'descending' || name.endsWith('Descending') ? -1 : 1
  const { compare } = name.includes('Natural') ? natural : collator
  const byName = (left: Counted, right: Counted) => compare(left.value, right.value)
  if (name.startsWith('alphanumeric')) return (left, right) => direction * byName(left, right)
  const byCount = (left: Counted, right: Counted) => right.numberOfResults - left.numberOfResults || byName(left, right)
  return name === 'automatic' ? selectedFirst(byCount) : byCount
}
