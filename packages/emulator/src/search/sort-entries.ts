import { badRequest } from '../api/api-error.ts'
import type { FieldValue } from '../documents/document-fields.ts'
import type { Matches } from './evaluate-expression.ts'
import type { IndexEntry } from './search-index.ts'

const collator = new Intl.Collator('en', { numeric: true })

type Order = (left: IndexEntry, right: IndexEntry) => number

/** Sorts by `sortCriteria`: `relevancy`, `date ascending`, `@field descending`, or several with commas, `relevancy` first. */
export function sortEntries(
  entries: readonly IndexEntry[],
  { by, scores }: { by: string; scores: Matches },
): IndexEntry[] {
  const criteria = by.split(',').map((criterion) => criterion.trim().toLowerCase())
  const misplaced = criteria.find((criterion, at) => isMisplaced(criterion, { at, count: criteria.length }))
  if (misplaced !== undefined) {
    const others = misplaced === 'nosort' ? 'other criteria' : 'a criterion before it'
    throw badRequest(`sortCriteria: ${misplaced} cannot be combined with ${others}.`, 'INVALID_SORT_CRITERIA')
  }
  const orders = criteria.map((criterion) => orderOf(criterion, scores))
  orders.push(byField('date', -1), (left, right) => (left.document.id < right.document.id ? -1 : 1))
  return [...entries].sort((left, right) => {
    for (const order of orders) {
      const difference = order(left, right)
      if (difference !== 0) return difference
    }
    return 0
  })
}

function isMisplaced(criterion: string, { at, count }: { at: number; count: number }): boolean {
  return criterion === 'nosort' ? count > 1 : at > 0 && (criterion === 'relevancy' || criterion === 'qre')
}

function orderOf(criterion: string, scores: Matches): Order {
  if (['', 'relevancy', 'qre'].includes(criterion)) {
    return (left, right) => (scores.get(right) ?? 0) - (scores.get(left) ?? 0)
  }
  if (criterion === 'nosort') return () => 0
  const match = /^(date|@\w+)\s+(ascending|descending)$/.exec(criterion)
  if (!match?.[1])
    throw badRequest(
      `sortCriteria: "${criterion}" is not a sort criterion. Use relevancy, date ascending or @field descending.`,
      'INVALID_SORT_CRITERIA',
    )
  return byField(match[1].replace('@', ''), match[2] === 'ascending' ? 1 : -1)
}

function byField(field: string, direction: 1 | -1): Order {
  return (left, right) => direction * compare(left.fields[field], right.fields[field])
}

function compare(left: FieldValue | undefined, right: FieldValue | undefined): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left ?? ''), String(right ?? ''))
}
