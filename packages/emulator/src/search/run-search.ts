import { randomUUID } from 'node:crypto'
import { type Corpus, evaluate } from './evaluate-expression.ts'
import { type Expression, parseExpression, parseKeywords } from './expression.ts'
import { answerFacets, passFacets } from './facets.ts'
import { resultOf } from './result.ts'
import type { SearchRequest } from './search-request.ts'
import { sortEntries } from './sort-entries.ts'
import { soughtWords } from './sought-words.ts'

export interface SearchScope {
  corpus: Corpus
  /** The token's filter: every query is held to it. */
  filter?: string | undefined
  pipeline: string
}

/** The documents that answer `request`, before its facets. */
export function matchQuery(request: SearchRequest, { corpus, filter }: SearchScope) {
  const conditions = [request.aq, request.cq, filter ?? ''].filter((text) => text.trim() !== '').map(parseExpression)
  const typed = [request.q, request.lq].filter((text) => text.trim() !== '')
  const query: Expression = { kind: 'and', parts: typed.map((text) => readQuery(text, request.enableQuerySyntax)) }
  const whole: Expression = { kind: 'and', parts: [...(typed.length > 0 ? [query] : []), ...conditions] }
  const matches = evaluate(whole.parts.length > 0 ? whole : { kind: 'all' }, corpus)
  return { matches, query }
}

/** Answers a search with the keys that the published schema requires. */
export function runSearch(request: SearchRequest, scope: SearchScope) {
  const { matches, query } = matchQuery(request, scope)
  const all = [...matches.keys()]
  const passing = sortEntries(passFacets(all, { facets: request.facets }), {
    by: request.sortCriteria,
    scores: matches,
  })
  const sought = soughtWords(query)
  const stems = new Set(sought.map((word) => word.stem))
  const bestScore = Math.max(0, ...passing.map((entry) => matches.get(entry) ?? 0))
  const { firstResult, numberOfResults, excerptLength, fieldsToInclude } = request
  const page = passing.slice(firstResult, firstResult + numberOfResults)
  return {
    totalCount: passing.length,
    totalCountFiltered: passing.length,
    duration: 3,
    indexDuration: 1,
    requestDuration: 2,
    searchUid: randomUUID(),
    pipeline: scope.pipeline,
    apiVersion: 2,
    index: 'emulator',
    isFallbackToAdmin: false,
    warnings: [],
    errors: [],
    triggers: [],
    termsToHighlight: Object.fromEntries(sought.map(({ text, stem }) => [text, [...new Set([text, stem])]])),
    phrasesToHighlight: {},
    queryCorrections: [],
    refinedKeywords: [],
    groupByResults: [],
    categoryFacets: [],
    suggestedFacets: [],
    facets: answerFacets(all, request.facets),
    generateAutomaticFacets: { facets: [] },
    extendedResults: {},
    results: page.map((entry) =>
      resultOf(entry, { stems, score: matches.get(entry) ?? 0, bestScore, excerptLength, fieldsToInclude }),
    ),
  }
}

/** What a person typed is never an error: syntax that does not parse is read as keywords. */
function readQuery(text: string, enableQuerySyntax: boolean): Expression {
  if (!enableQuerySyntax) return parseKeywords(text)
  try {
    return parseExpression(text)
  } catch {
    return parseKeywords(text)
  }
}
