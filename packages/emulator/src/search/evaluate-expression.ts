import type { Expression } from './expression.ts'
import { foldAccents } from './fold-accents.ts'
import { fieldMatcher } from './match-field.ts'
import type { IndexEntry, SearchIndex } from './search-index.ts'
import type { TimeContext } from './time-zone.ts'
import { wildcardPattern } from './wildcard-pattern.ts'
import { isStopWord, wordsOf } from './words.ts'

/** Matching documents with their relevance. */
export type Matches = ReadonlyMap<IndexEntry, number>

export interface Corpus {
  index: SearchIndex
  /** Documents that the caller can access. Only these can match. */
  entries: readonly IndexEntry[]
  /** Time and time zone of dates in expressions. Default: the system time, UTC. */
  time?: TimeContext
  /** Whether a condition on a field that no document has is a 400. Default true. */
  rejectsUnknownFields?: boolean
}

/** Returns the documents of `corpus` that match `expression`. */
export function evaluate(expression: Expression, corpus: Corpus): Matches {
  const { index, entries, time = { now: Date.now(), timezone: 'UTC' }, rejectsUnknownFields = true } = corpus
  switch (expression.kind) {
    case 'all':
      return matching(entries, () => 0)
    case 'term':
      return matchTerm(expression.text, corpus)
    case 'wildcard':
      return matchWildcard(expression.pattern, corpus)
    case 'exact':
      return matching(entries, ({ words }) => (expression.words.every((word) => words.has(word)) ? 1 : undefined))
    case 'phrase':
      return matchPhrase(expression.text, corpus)
    case 'near':
      return matchNear(expression, corpus)
    case 'field': {
      const matches = fieldMatcher(expression, { index, time, rejectsUnknownFields })
      return matching(entries, (entry) => (matches(entry) ? 0 : undefined))
    }
    case 'not': {
      const excluded = evaluate(expression.part, corpus)
      return matching(entries, (entry) => (excluded.has(entry) ? undefined : 0))
    }
    case 'or':
      return matchSome({ parts: expression.parts, atLeast: 1 }, corpus)
    case 'some':
      return matchSome(expression, corpus)
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

function matchSome({ parts, atLeast }: { parts: readonly Expression[]; atLeast: number }, corpus: Corpus): Matches {
  const evaluated = parts.map((part) => evaluate(part, corpus))
  return matching(corpus.entries, (entry) => {
    const found = evaluated.filter((part) => part.has(entry))
    return found.length >= atLeast ? sumOf(found, entry) : undefined
  })
}

/** Removes stop words, unless the query has only stop words. */
export function withoutStopWords(parts: readonly Expression[]): readonly Expression[] {
  const kept = parts.filter((part) => !(part.kind === 'term' && isStopWord(part.text)))
  return kept.length > 0 ? kept : parts
}

function matchTerm(text: string, { index, entries }: Corpus): Matches {
  const words = wordsOf(text)
  if (words.length === 0) return matching(entries, () => 0)
  const scores = words.map((word) => index.scoresOf(word.text))
  return matching(entries, ({ document }) => {
    const found = scores.map((score) => score.get(document.id))
    return found.every((score) => score !== undefined) ? found.reduce((sum, score) => sum + score, 0) : undefined
  })
}

function matchWildcard(text: string, { entries }: Corpus): Matches {
  const pattern = wildcardPattern(foldAccents(text), { questionMark: true })
  return matching(entries, ({ words }) => ([...words].some((word) => pattern.test(foldAccents(word))) ? 1 : undefined))
}

function matchPhrase(text: string, corpus: Corpus): Matches {
  const stems = stemsOf(text)
  const scored = matchTerm(text, corpus)
  return matching(corpus.entries, (entry) =>
    positionsOf(entry, stems).length > 0 ? (scored.get(entry) ?? 0) : undefined,
  )
}

function matchNear({ parts, distance }: { parts: readonly string[]; distance: number }, corpus: Corpus): Matches {
  const all = parts.map(stemsOf)
  const scored = parts.map((part) => matchTerm(part, corpus))
  return matching(corpus.entries, (entry) => {
    const positions = all.map((stems) => positionsOf(entry, stems))
    const isNear = positions.every((next, at) =>
      at === 0
        ? next.length > 0
        : next.some((one) => positions[at - 1]?.some((other) => Math.abs(one - other) <= distance)),
    )
    return isNear ? sumOf(scored, entry) : undefined
  })
}

function stemsOf(text: string): string[] {
  return wordsOf(text).map((word) => word.stem)
}

function positionsOf({ stems }: IndexEntry, phrase: readonly string[]): number[] {
  return stems.flatMap((_, at) => (phrase.every((stem, next) => stems[at + next] === stem) ? [at] : []))
}
