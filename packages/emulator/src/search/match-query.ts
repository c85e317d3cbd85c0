import type { SecurityIdentity } from '../authorization/security-identity.ts'
import { type Corpus, evaluate, type Matches, withoutStopWords } from './evaluate-expression.ts'
import { type Expression, joined } from './expression.ts'
import { rejectSyntaxIn } from './expression-tokens.ts'
import { parseExpression } from './parse-expression.ts'
import { parseKeywords } from './parse-keywords.ts'
import { type Pipeline, thesaurusExpansion } from './pipeline.ts'
import { queryTerms } from './query-terms.ts'
import type { SearchRequest } from './search-request.ts'
import { unknownFields } from './unknown-fields.ts'

export interface SearchScope {
  corpus: Corpus
  /** The token's filter, combined with every query. */
  filter?: string | undefined
  /** The identities that the query runs as. Default: the anonymous one. */
  identities?: readonly SecurityIdentity[]
  pipeline: string
  searchHub: string
  /** Triggers, thesaurus and smart snippets. Default: none. */
  rules?: Pipeline
}

export interface MatchedQuery {
  matches: Matches
  /** The parsed query, for highlights. */
  query: Expression
  /** Fields in conditions that no document has. */
  unknownFields: readonly string[]
}

/** Returns the documents that the filter of the token permits: the whole index of its caller. */
export function permittedCorpus({ corpus, filter = '' }: SearchScope): Corpus {
  if (!isNotBlank(filter)) return corpus
  return { ...corpus, entries: [...evaluate(parseExpression(filter), corpus).keys()] }
}

/** Returns the documents that match `((q aq) OR dq) cq` and the filter, before facets. */
export function matchQuery(request: SearchRequest, scope: SearchScope): MatchedQuery {
  const { timezone, wildcards, questionMark } = request
  const corpus = { ...scope.corpus, time: { now: scope.corpus.time?.now ?? Date.now(), timezone } }
  const parse = (text: string) => parseExpression(text, { wildcards, questionMark })
  rejectSyntaxIn(request.lq)
  const query = parseQuery(request, scope.rules?.thesaurus ?? [])
  const advanced = [request.aq].filter(isNotBlank).map(parse)
  const constant = [request.cq, scope.filter ?? ''].filter(isNotBlank).map(parse)
  const basic = joined('and', [query, ...advanced])
  const relevant: Expression = isNotBlank(request.dq) ? { kind: 'or', parts: [basic, parse(request.dq)] } : basic
  const whole = joined('and', [relevant, ...constant])
  const matches = evaluate(whole, corpus)
  return {
    matches: isNotBlank(request.lq) ? boost(matches, request.lq, corpus) : matches,
    query,
    unknownFields: [...new Set(unknownFields(whole, corpus.index.fieldTypes))],
  }
}

function isNotBlank(text: string): boolean {
  return text.trim() !== ''
}

function parseQuery(request: SearchRequest, thesaurus: readonly (readonly string[])[]): Expression {
  const { q, wildcards, questionMark, enableQuerySyntax, disableQuerySyntax, lowercaseOperators } = request
  if (!isNotBlank(q)) return { kind: 'all' }
  const options = { wildcards, questionMark }
  const withSyntax = enableQuerySyntax && !disableQuerySyntax
  const parsed = withSyntax
    ? parseExpression(lowercaseOperators ? upperCaseOperators(q) : q, options)
    : parseKeywords(q, options)
  return thesaurusExpansion(toPartialMatch(parsed, request), thesaurus)
}

/** Upper-cases operators outside of quotes. */
function upperCaseOperators(text: string): string {
  return text.replaceAll(/"[^"]*"|\b(?:and|or|not|near)\b/g, (match) =>
    match.startsWith('"') ? match : match.toUpperCase(),
  )
}

/** Converts a list of enough keywords to one that a share of them satisfies. Other expressions stay the same. */
function toPartialMatch(expression: Expression, request: SearchRequest): Expression {
  const { partialMatch, partialMatchKeywords, partialMatchThreshold } = request
  if (!partialMatch || expression.kind !== 'and') return expression
  if (!expression.parts.every(({ kind }) => kind === 'term')) return expression
  const parts = withoutStopWords(expression.parts)
  const unique = new Set(parts.map((part) => (part.kind === 'term' ? part.text.toLowerCase() : '')))
  if (unique.size < partialMatchKeywords) return expression
  return { kind: 'some', parts, atLeast: threshold(partialMatchThreshold, parts.length) }
}

function threshold(text: string, count: number): number {
  if (text === '' || text === 'all') return count
  return text.endsWith('%') ? Math.ceil((Number.parseInt(text, 10) * count) / 100) : Math.min(Number(text), count)
}

/** Adds the relevance of the words of `lq`. Without a machine learning model it adds no results and removes none. */
function boost(matches: Matches, lq: string, corpus: Corpus): Matches {
  const parts = queryTerms(parseKeywords(lq)).map(({ text }): Expression => ({ kind: 'term', text }))
  const scores = evaluate({ kind: 'or', parts }, corpus)
  return new Map([...matches].map(([entry, score]) => [entry, score + (scores.get(entry) ?? 0)]))
}
