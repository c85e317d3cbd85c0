import { popularQueries } from '../documents/popular-queries.ts'
import { type Corpus, evaluate } from './evaluate-expression.ts'
import { parseKeywords } from './expression.ts'

/** Suggestions for what was typed: popular queries that lead somewhere for this caller, then titles they may find. */
export function suggestQueries(typed: string, { corpus, count }: { corpus: Corpus; count: number }) {
  const start = typed.trim().toLowerCase()
  const popular = popularQueries.filter((query) => evaluate(parseKeywords(query), corpus).size > 0)
  const titles = start.length < 2 ? [] : corpus.entries.map(({ document }) => document.title.toLowerCase())
  const found = [...new Set([...popular, ...titles])].filter((candidate) => fits(candidate, start))
  const ranked = found.sort((left, right) => Number(right.startsWith(start)) - Number(left.startsWith(start)))
  return ranked.slice(0, count).map((expression, position) => ({
    expression,
    score: 1000 - position,
    highlighted: highlight(expression, start),
    executableConfidence: 1,
    objectId: '',
  }))
}

/** Whether each word typed so far begins a word of the candidate. */
function fits(candidate: string, start: string): boolean {
  const words = candidate.split(/\s+/)
  return start.split(/\s+/).every((typed) => words.some((word) => word.startsWith(typed)))
}

/** `[re]{set}`-like marks: braces around what was typed, brackets around what was added. */
function highlight(expression: string, start: string): string {
  return expression
    .split(/\s+/)
    .map((word) => {
      const typed = start.split(/\s+/).find((part) => part !== '' && word.startsWith(part))
      if (!typed) return `[${word}]`
      return typed.length < word.length ? `{${typed}}[${word.slice(typed.length)}]` : `{${word}}`
    })
    .join(' ')
}
