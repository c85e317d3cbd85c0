import * as z from 'zod'
import { popularQueries } from '../documents/popular-queries.ts'
import { type Corpus, evaluate } from './evaluate-expression.ts'
import { foldAccents } from './fold-accents.ts'
import { wholeNumber } from './form-parameter.ts'
import { localization } from './localization.ts'
import { parseKeywords } from './parse-keywords.ts'

/** The parameters of a query suggestion. */
export const suggestParameters = {
  call: 'A query suggestion',
  schema: z.strictObject({
    q: z.string().max(5000).default(''),
    count: wholeNumber({ max: 100 }).default(5),
    ...localization,
  }),
  ignored: [
    ...['additionalData', 'commerce', 'debug', 'enableWordCompletion', 'format', 'index', 'indexToken', 'indexType'],
    ...['logicalIndex', 'mlParameters', 'pipeline', 'pipelineRuleParameters', 'recommendation', 'viewAllContent'],
  ],
  context: [
    ...['access_token', 'actionsHistory', 'analytics', 'autoCompleter', 'context', 'isGuestUser', 'language'],
    ...['maximumAge', 'maximumTimeoutMs', 'organizationId', 'referrer', 'searchHub', 'tab', 'visitorId'],
  ],
}

/** Suggests popular queries with results for this caller, then titles of accessible documents. */
export function suggestQueries(typed: string, { corpus, count }: { corpus: Corpus; count: number }) {
  const start = typed.trim().toLowerCase().normalize()
  const popular = popularQueries.filter((query) => evaluate(parseKeywords(query), corpus).size > 0)
  const titles = start.length < 2 ? [] : corpus.entries.map(({ document }) => document.title.toLowerCase().normalize())
  const found = [...new Set([...popular, ...titles])].filter((candidate) => matchesPrefix(candidate, start))
  const ranked = found.sort((left, right) => Number(right.startsWith(start)) - Number(left.startsWith(start)))
  return ranked.slice(0, count).map((expression, position) => ({
    expression,
    score: 1000 - position,
    highlighted: highlight(expression, start),
    executableConfidence: 1,
    objectId: '',
  }))
}

/** Whether each typed word is the start of a word of the candidate. */
function matchesPrefix(candidate: string, start: string): boolean {
  const words = candidate.split(/\s+/)
  return start.split(/\s+/).every((typed) => words.some((word) => startsWith(word, typed)))
}

/** Marks typed characters with braces and completed characters with brackets: `{re}[set]`. */
function highlight(expression: string, start: string): string {
  return expression
    .split(/\s+/)
    .map((word) => {
      const typed = start.split(/\s+/).find((part) => part !== '' && startsWith(word, part))
      if (!typed) return `[${word}]`
      return typed.length < word.length ? `{${word.slice(0, typed.length)}}[${word.slice(typed.length)}]` : `{${word}}`
    })
    .join(' ')
}

/** Compares letters without their accents. */
function startsWith(word: string, typed: string): boolean {
  return foldAccents(word).startsWith(foldAccents(typed))
}
