import { valuesOf } from '../documents/document-fields.ts'
import type { Expression, FieldOperator } from './expression.ts'
import type { IndexEntry, SearchIndex } from './search-index.ts'
import { isStopWord, wordsOf } from './words.ts'

/** Relevance by document; a document that is absent does not match. */
export type Matches = ReadonlyMap<IndexEntry, number>

export interface Corpus {
  index: SearchIndex
  /** The documents that the caller may find; nothing outside of them ever matches. */
  entries: readonly IndexEntry[]
}

/** The documents of `corpus` that satisfy `expression`. */
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
      const parts = essential(expression.parts).map((part) => evaluate(part, corpus))
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

/** Drops "how", "to", "the", unless nothing else is left. */
function essential(parts: readonly Expression[]): readonly Expression[] {
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
    const together = entry.stems.some((_, at) => stems.every((stem, next) => entry.stems[at + next] === stem))
    return together ? (scored.get(entry) ?? 0) : undefined
  })
}

interface FieldCondition {
  field: string
  operator: FieldOperator
  values: readonly string[]
}

function fieldMatches({ fields }: IndexEntry, { field, operator, values }: FieldCondition): boolean {
  const held = valuesOf(fields, field)
  if (values.length === 0) return held.length > 0
  const is = (wanted: string) => held.some((value) => value.toLowerCase() === wanted.toLowerCase())
  switch (operator) {
    case '==':
      return values.some(is)
    case '<>':
      return !values.some(is)
    case '=':
      return values.some((wanted) => held.some((value) => contains(value, wanted) || sameAmount(field, value, wanted)))
    default:
      return values.some((wanted) =>
        held.some((value) => compares(amountOf(field, value), operator, amountOf(field, wanted))),
      )
  }
}

function contains(value: string, wanted: string): boolean {
  const stems = wordsOf(value).map((word) => word.stem)
  const sought = wordsOf(wanted)
  return sought.length > 0 && sought.every(({ stem }) => stems.includes(stem))
}

function sameAmount(field: string, value: string, wanted: string): boolean {
  return amountOf(field, value) === amountOf(field, wanted)
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
