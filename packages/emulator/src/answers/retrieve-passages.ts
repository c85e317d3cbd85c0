import { type Corpus, evaluate } from '../search/evaluate-expression.ts'
import type { Expression } from '../search/expression.ts'
import { parseExpression } from '../search/parse-expression.ts'
import type { IndexEntry } from '../search/search-index.ts'
import { isStopWord, wordsOf } from '../search/words.ts'

export interface PassageQuery {
  query: string
  /** A filter of the request, in addition to the token's. */
  filters: readonly string[]
  maxPassages: number
}

export interface Passage {
  text: string
  /** From 0 to 1. */
  relevanceScore: number
  entry: IndexEntry
}

const sentencesPerPassage = 3

/** Returns the passages with the most words of the query, best first. Matches documents with any of its words. */
export function retrievePassages({ query, filters, maxPassages }: PassageQuery, corpus: Corpus): Passage[] {
  const terms = [
    ...new Set(
      wordsOf(query)
        .filter(({ text }) => !isStopWord(text))
        .map(({ stem }) => stem),
    ),
  ]
  const conditions = filters.filter((filter) => filter.trim() !== '').map((filter) => parseExpression(filter))
  const words: Expression = { kind: 'or', parts: terms.map((text) => ({ kind: 'term', text })) }
  const matches = evaluate({ kind: 'and', parts: [words, ...conditions] }, corpus)
  const passages = [...matches.keys()].flatMap((entry) =>
    passagesOf(entry.document.body).map((text) => ({ text, relevanceScore: scoreOf(text, { terms, entry }), entry })),
  )
  return passages
    .filter(({ relevanceScore }) => relevanceScore > 0)
    .sort((left, right) => right.relevanceScore - left.relevanceScore || compareIds(left, right))
    .slice(0, maxPassages)
}

function compareIds(left: Passage, right: Passage): number {
  return left.entry.document.id < right.entry.document.id ? -1 : 1
}

function passagesOf(body: string): string[] {
  const sentences = body.split(/(?<=[.!?])\s+/)
  const starts = sentences.map((_, at) => at).filter((at) => at % sentencesPerPassage === 0)
  return starts.map((at) => sentences.slice(at, at + sentencesPerPassage).join(' '))
}

/** The share of query terms in the passage; a term of the title counts half. */
function scoreOf(text: string, { terms, entry }: { terms: readonly string[]; entry: IndexEntry }): number {
  const stems = new Set(wordsOf(text).map(({ stem }) => stem))
  const titleStems = new Set(wordsOf(entry.document.title).map(({ stem }) => stem))
  const found = terms.reduce((sum, term) => sum + (stems.has(term) ? 1 : titleStems.has(term) ? 0.5 : 0), 0)
  return Math.round((100 * found) / terms.length) / 100
}
