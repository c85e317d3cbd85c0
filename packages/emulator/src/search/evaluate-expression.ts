import { valuesOf } from '../documents/document-fields.ts'
import type { Expression, FieldOperator } from './expression.ts'
import type { IndexEntry, SearchIndex } from './search-index.ts'
import { isStopWord, wordsOf } from './words.ts'

/** Matching documents with their relevance. */
export type Matches = ReadonlyMap<IndexEntry, number>

export interface Corpus {
  index: SearchIndex
  /** Documents that the caller can access. Only these can match. */
  entries: readonly IndexEntry[]
}

/** Returns the documents of `corpus` that match `expression`. */
export function evaluate(expression: Expression, corpus: Corpus): Matches {
  const { entries } = corpus
  switch (expression.kind) {
    case 'all':
      return matching(entries, () => 0)
    case 'term':
      return matchTerm(expression.text, corpus)
    case 'phrase':
      return matchPhrase(expression.text, corpus)
    case 'field':
      return matching(entries, (entry) => (fieldMatches(entry, expression) ? 0 : undefined))
    case 'not': {
      const excluded = evaluate(expression.part, corpus)
      return matching(entries, (entry) => (excluded.has(entry) ? undefined : 0))
    }
    case 'or': {
      const parts = expression.parts.map((part) => evaluate(part, corpus))
      return matching(entries, (entry) =>
        sumOf(
          parts.filter((part) => part.has(entry)),
          entry,
        ),
      )
    }
    case 'and': {
      const parts = withoutStopWords(expression.parts).map((part) => evaluate(part, corpus))
      return matching(entries, (entry) => (parts.every((part) => part.has(entry)) ? sumOf(parts, entry) : undefined))
    }
  }
}

function matching(entries: readonly IndexEntry[], scoreOf: (entry: IndexEntry) => number | undefined): Matches {
  const matches = new Map<IndexEntry, number>()
  for (const entry of entries) {
    const score = scoreOf(entry)
    if (score !== undefined) matches.set(entry, score)
  }
  return matches
}

function sumOf(parts: readonly Matches[], entry: IndexEntry): number | undefined {
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + (part.get(entry) ?? 0), 0)
}

/** Removes stop words, unless the query has only stop words. */
function withoutStopWords(parts: readonly Expression[]): readonly Expression[] {
  const kept = parts.filter((part) => !(part.kind === 'term' && isStopWord(part.text)))
  return kept.length > 0 ? kept : parts
}

function matchTerm(text: string, { index, entries }: Corpus): Matches {
  const prefix = text.endsWith('*')
  const words = wordsOf(text)
  if (words.length === 0) return matching(entries, () => 0)
  const scores = words.map((word) => index.scoresOf(word.text, { prefix }))
  return matching(entries, ({ document }) => {
    const found = scores.map((score) => score.get(document.id))
    return found.every((score) => score !== undefined) ? found.reduce((sum, score) => sum + score, 0) : undefined
  })
}

function matchPhrase(text: string, corpus: Corpus): Matches {
  const stems = wordsOf(text).map((word) => word.stem)
  const scored = matchTerm(text, corpus)
  return matching(corpus.entries, (entry) => {
    const adjacent = entry.stems.some((_, at) => stems.every((stem, next) => entry.stems[at + next] === stem))
    return adjacent ? (scored.get(entry) ?? 0) : undefined
  })
}

interface FieldCondition {
  field: string
  operator: FieldOperator
  values: readonly string[]
}

function fieldMatches({ fields }: IndexEntry, { field, operator, values }: FieldCondition): boolean {
  const actual = valuesOf(fields, field)
  if (values.length === 0) return actual.length > 0
  const is = (expected: string) => actual.some((value) => value.toLowerCase() === expected.toLowerCase())
  switch (operator) {
    case '==':
      return values.some(is)
    case '<>':
      return !values.some(is)
    case '=':
      return values.some((expected) =>
        actual.some((value) => contains(value, expected) || sameAmount(field, value, expected)),
      )
    default:
      return values.some((expected) =>
        actual.some((value) => compares(amountOf(field, value), operator, amountOf(field, expected))),
      )
  }
}

function contains(value: string, expected: string): boolean {
  const stems = wordsOf(value).map((word) => word.stem)
  const terms = wordsOf(expected)
  return terms.length > 0 && terms.every(({ stem }) => stems.includes(stem))
}

function sameAmount(field: string, value: string, expected: string): boolean {
  return amountOf(field, value) === amountOf(field, expected)
}

const day = /^\d{4}[-/]\d{2}[-/]\d{2}/

function amountOf(field: string, text: string): number {
  if (!field.endsWith('date') || !day.test(text)) return Number(text)
  return Date.parse(
    text
      .replaceAll('/', '-')
      .replace('@', 'T')
      .replace(/^(\S{10})$/, '$1T00:00:00Z'),
  )
}

function compares(left: number, operator: FieldOperator, right: number): boolean {
  if (operator === '>') return left > right
  if (operator === '>=') return left >= right
  if (operator === '<') return left < right
  return left <= right
}
