import { type Corpus, evaluate, type Matches } from './evaluate-expression.ts'
import { type Expression, parseExpression, parseKeywords } from './expression.ts'
import type { SearchRequest } from './search-request.ts'

export interface SearchScope {
  corpus: Corpus
  /** The token's filter, combined with every query. */
  filter?: string | undefined
  pipeline: string
  searchHub: string
}

export interface MatchedQuery {
  matches: Matches
  /** The parsed query, for highlights. */
  query: Expression
}

/** Returns the documents that match `request`, before its facets. */
export function matchQuery(request: SearchRequest, { corpus, filter }: SearchScope): MatchedQuery {
  const conditions = [request.aq, request.cq, filter ?? ''].filter(isNotBlank).map(parseExpression)
  const queries = [request.q, request.lq].filter(isNotBlank).map((text) => parseQuery(text, request.enableQuerySyntax))
  const query: Expression = queries.length > 0 ? { kind: 'and', parts: queries } : { kind: 'all' }
  return { matches: evaluate({ kind: 'and', parts: [query, ...conditions] }, corpus), query }
}

function isNotBlank(text: string): boolean {
  return text.trim() !== ''
}

/** Parses `q`. Invalid syntax is read as keywords, because users type it. */
function parseQuery(text: string, enableQuerySyntax: boolean): Expression {
  if (!enableQuerySyntax) return parseKeywords(text)
  try {
    return parseExpression(text)
  } catch {
    return parseKeywords(text)
  }
}
