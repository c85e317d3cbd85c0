import { type Corpus, evaluate, type Matches } from './evaluate-expression.ts'
import { type Expression, parseExpression, parseKeywords } from './expression.ts'
import type { SearchRequest } from './search-request.ts'

export interface SearchScope {
  corpus: Corpus
  /** The token's filter: every query is held to it. */
  filter?: string | undefined
  pipeline: string
  searchHub: string
}

export interface MatchedQuery {
  matches: Matches
  /** What a person typed, parsed; for highlights. */
  query: Expression
}

/** The documents that answer `request`, before its facets. */
export function matchQuery(request: SearchRequest, { corpus, filter }: SearchScope): MatchedQuery {
  const conditions = [request.aq, request.cq, filter ?? ''].filter(isSomething).map(parseExpression)
  const typed = [request.q, request.lq].filter(isSomething).map((text) => readQuery(text, request.enableQuerySyntax))
  const query: Expression = typed.length > 0 ? { kind: 'and', parts: typed } : { kind: 'all' }
  return { matches: evaluate({ kind: 'and', parts: [query, ...conditions] }, corpus), query }
}

function isSomething(text: string): boolean {
  return text.trim() !== ''
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
