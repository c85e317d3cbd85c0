import { valuesOf } from '../documents/document-fields.ts'
import { isTime, parseAmount } from './amount.ts'
import type { FieldOperator } from './expression.ts'
import { invalidExpression } from './expression-tokens.ts'
import { unknownFieldReason } from './named-fields.ts'
import { splitRange } from './parse-field-condition.ts'
import type { IndexEntry, SearchIndex } from './search-index.ts'
import type { TimeContext } from './time-zone.ts'
import { wildcardPattern } from './wildcard-pattern.ts'
import { wordsOf } from './words.ts'

export interface FieldCondition {
  field: string
  operator: FieldOperator
  values: readonly string[]
}

type Matcher = (actual: readonly string[]) => boolean

interface FieldMatcherOptions {
  index: SearchIndex
  time: TimeContext
  rejectsUnknownFields: boolean
}

/** Returns whether entries satisfy a field condition. Throws a 400 for a comparison of text, and for an unknown field. */
export function fieldMatcher(
  { field, operator, values }: FieldCondition,
  { index, time, rejectsUnknownFields }: FieldMatcherOptions,
): (entry: IndexEntry) => boolean {
  const type = index.fieldTypes[field]
  if (type === undefined && rejectsUnknownFields) {
    throw invalidExpression(unknownFieldReason(field))
  }
  const isNumeric = type !== undefined && type !== 'String' && type !== 'LargeString'
  const isText = type !== undefined && !isNumeric
  if (isText && ['>', '>=', '<', '<='].includes(operator)) {
    throw invalidExpression(`@${field} holds text, and ${operator} needs a field of numbers or dates`)
  }
  if (isText && operator !== '*=') rejectRanges(values, field)
  if (isNumeric && operator !== '*=') checkKinds(values, { field, isDate: type === 'Date' })
  const anyOf = values.map((value) => valueMatcher(value, { operator, isNumeric, time }))
  const matches: Matcher = (actual) => anyOf.some((matcher) => matcher(actual))
  return ({ fields }) => {
    const actual = valuesOf(fields, field)
    if (values.length === 0) return actual.length > 0
    return operator === '<>' ? !matches(actual) : matches(actual)
  }
}

function rejectRanges(values: readonly string[], field: string): void {
  const found = values.find((value) => splitRange(value))
  if (found === undefined) return
  throw invalidExpression(`@${field} holds text, and the range ${found} needs a field of numbers or dates`)
}

/** Throws a 400 for a number as a date, and for a date as a number. */
function checkKinds(values: readonly string[], { field, isDate }: { field: string; isDate: boolean }): void {
  const found = values.flatMap((value) => splitRange(value) ?? [value]).find((value) => isTime(value) !== isDate)
  if (found === undefined) return
  const kinds = isDate
    ? `dates, and ${found} is not a date such as 2026/01/31 or today-7d`
    : `numbers, and ${found} is not a number`
  throw invalidExpression(`@${field} holds ${kinds}`)
}

interface ValueOptions {
  operator: FieldOperator
  isNumeric: boolean
  time: TimeContext
}

function valueMatcher(value: string, { operator, isNumeric, time }: ValueOptions): Matcher {
  if (operator === '*=') {
    const pattern = wildcardPattern(value, { questionMark: true })
    return (actual) => actual.some((one) => pattern.test(one))
  }
  if (isNumeric) return amountMatcher(value, { operator, time })
  const text = value.toLowerCase()
  if (operator === '=') {
    const terms = wordsOf(value)
    return (actual) => actual.some((one) => containsAll(one, terms))
  }
  return (actual) => actual.some((one) => one.toLowerCase() === text)
}

function containsAll(text: string, terms: readonly { stem: string }[]): boolean {
  const stems = wordsOf(text).map(({ stem }) => stem)
  return terms.length > 0 && terms.every(({ stem }) => stems.includes(stem))
}

function amountMatcher(value: string, { operator, time }: Omit<ValueOptions, 'isNumeric'>): Matcher {
  const [from, to] = (splitRange(value) ?? [value, value]).map((limit) => parseAmount(limit, time))
  if (!from || !to) throw invalidExpression(`"${value}" is not a number or a date`)
  if (from.start > to.end) throw invalidExpression(`the range ${value} ends before it starts`)
  const compare = comparisons[operator] ?? ((one: number) => one >= from.start && one <= to.end)
  return (actual) => actual.some((one) => compare(Number(one), from.start))
}

const comparisons: Partial<Record<FieldOperator, (actual: number, limit: number) => boolean>> = {
  '>': (actual, limit) => actual > limit,
  '>=': (actual, limit) => actual >= limit,
  '<': (actual, limit) => actual < limit,
  '<=': (actual, limit) => actual <= limit,
}
