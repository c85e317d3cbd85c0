import { valuesOf } from '../documents/document-fields.ts'
import { parseAmount } from './amount.ts'
import type { FacetRequest, FacetRequestValue } from './facet-request.ts'
import type { IndexEntry } from './search-index.ts'
import { formatLocal } from './time-zone.ts'

interface Range {
  start: number | string
  end: number | string
  endInclusive: boolean
}

/** Whether a document is in a selected range and in no excluded one. */
export function passesRange(entry: IndexEntry, facet: FacetRequest): boolean {
  const { currentValues, resultsMustMatch } = facet
  const inState = (state: string) => currentValues.filter((value) => value.state === state).map(rangeOf)
  const selected = inState('selected')
  const matches = (range: Range) => isWithin(entry, { facet, range })
  if (inState('excluded').some(matches)) return false
  if (selected.length === 0) return true
  return resultsMustMatch === 'allValues' ? selected.every(matches) : selected.some(matches)
}

/** Returns the requested or automatic ranges of `facet`, with counts among `entries`. */
export function rangeValues(facet: FacetRequest, entries: readonly IndexEntry[]) {
  const { currentValues, generateAutomaticRanges, sortCriteria } = facet
  const requested = currentValues.map((value) => ({ ...rangeOf(value), state: value.state }))
  const ranges = requested.length > 0 || !generateAutomaticRanges ? requested : automaticRanges(facet, entries)
  const values = ranges.map((range) => ({
    ...range,
    numberOfResults: entries.filter((entry) => isWithin(entry, { facet, range })).length,
  }))
  const direction = sortCriteria === 'descending' ? -1 : 1
  const startOf = ({ start }: Range) => amountOf(start, facet.timezone)
  values.sort((left, right) => direction * (startOf(left) - startOf(right)))
  return { values, moreValuesAvailable: false }
}

function rangeOf({ start = 0, end = 0, endInclusive }: FacetRequestValue): Range {
  return { start, end, endInclusive }
}

function isWithin({ fields }: IndexEntry, { facet, range }: { facet: FacetRequest; range: Range }): boolean {
  const { field, timezone } = facet
  const { start, end, endInclusive } = range
  const [from, to] = [amountOf(start, timezone), amountOf(end, timezone)]
  return valuesOf(fields, field).some((value) => {
    const amount = Number(value)
    return amount >= from && (endInclusive ? amount <= to : amount < to)
  })
}

/** Converts a range limit: a number, or a local time such as `2026/05/31@23:59:59` as milliseconds since 1970. */
function amountOf(edge: number | string, timezone: string): number {
  return typeof edge === 'number' ? edge : (parseAmount(edge, { now: 0, timezone })?.start ?? Number.NaN)
}

function automaticRanges({ field, type, numberOfValues, timezone }: FacetRequest, entries: readonly IndexEntry[]) {
  const amounts = entries.flatMap(({ fields }) => valuesOf(fields, field).map(Number)).filter(Number.isFinite)
  if (amounts.length === 0 || numberOfValues === 0) return []
  const [lowest, highest] = [Math.min(...amounts), Math.max(...amounts)]
  const count = lowest === highest ? 1 : numberOfValues
  const edge = (position: number) => lowest + Math.round(((highest - lowest) * position) / count)
  const format = (amount: number) => (type === 'dateRange' ? formatLocal(amount, timezone) : amount)
  return Array.from({ length: count }, (_, position) => ({
    start: format(edge(position)),
    // A formatted date has no milliseconds: one more second keeps the newest document inside.
    end: format(position === count - 1 && type === 'dateRange' ? highest + 1000 : edge(position + 1)),
    endInclusive: position === count - 1,
    state: 'idle' as const,
  }))
}
