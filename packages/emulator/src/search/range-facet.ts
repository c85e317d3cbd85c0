import { valuesOf } from '../documents/document-fields.ts'
import type { IndexEntry } from './search-index.ts'
import type { FacetRequest, FacetRequestValue } from './search-request.ts'

interface Range {
  start: number | string
  end: number | string
  endInclusive: boolean
}

/** Whether a document is in a selected range and in no excluded one. */
export function passesRange(entry: IndexEntry, { field, currentValues }: FacetRequest): boolean {
  const inState = (state: string) => currentValues.filter((value) => value.state === state).map(rangeOf)
  const selected = inState('selected')
  if (inState('excluded').some((range) => isWithin(entry, field, range))) return false
  return selected.length === 0 || selected.some((range) => isWithin(entry, field, range))
}

/** Returns the requested or automatic ranges of `facet`, with counts among `entries`. */
export function rangeValues(facet: FacetRequest, entries: readonly IndexEntry[]) {
  const { field, currentValues, generateAutomaticRanges, sortCriteria } = facet
  const requested = currentValues.map((value) => ({ ...rangeOf(value), state: value.state }))
  const ranges = requested.length > 0 || !generateAutomaticRanges ? requested : automaticRanges(facet, entries)
  const values = ranges.map((range) => ({
    ...range,
    numberOfResults: entries.filter((entry) => isWithin(entry, field, range)).length,
  }))
  return { values: sortCriteria === 'descending' ? values.reverse() : values, moreValuesAvailable: false }
}

function rangeOf({ start = 0, end = 0, endInclusive }: FacetRequestValue): Range {
  return { start, end, endInclusive }
}

function isWithin({ fields }: IndexEntry, field: string, { start, end, endInclusive }: Range): boolean {
  const [from, to] = [amountOf(start), amountOf(end)]
  return valuesOf(fields, field).some((value) => {
    const amount = Number(value)
    return amount >= from && (endInclusive ? amount <= to : amount < to)
  })
}

/** Converts a range limit: a number, or `2026/05/31@23:59:59` (UTC) as milliseconds since 1970. */
function amountOf(edge: number | string): number {
  if (typeof edge === 'number') return edge
  const match = /^(\d{4})[/-](\d{2})[/-](\d{2})(?:[@T](\d{2}:\d{2}:\d{2}))?/.exec(edge)
  return match ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00:00:00'}Z`) : Number(edge)
}

function automaticRanges({ field, type, numberOfValues }: FacetRequest, entries: readonly IndexEntry[]) {
  const amounts = entries.flatMap(({ fields }) => valuesOf(fields, field).map(Number)).filter(Number.isFinite)
  if (amounts.length === 0 || numberOfValues === 0) return []
  const [lowest, highest] = [Math.min(...amounts), Math.max(...amounts)]
  const count = lowest === highest ? 1 : numberOfValues
  const edge = (position: number) => lowest + Math.round(((highest - lowest) * position) / count)
  const format = type === 'dateRange' ? formatDate : (amount: number) => amount
  return Array.from({ length: count }, (_, position) => ({
    start: format(edge(position)),
    // A formatted date has no milliseconds: one more second keeps the newest document inside.
    end: format(position === count - 1 && type === 'dateRange' ? highest + 1000 : edge(position + 1)),
    endInclusive: position === count - 1,
    state: 'idle' as const,
  }))
}

function formatDate(amount: number): string {
  return new Date(amount).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', '@')
}
