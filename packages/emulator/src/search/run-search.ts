import { automaticFacets, passesAutomaticFacets } from './automatic-facets.ts'
import { checkRequest } from './check-request.ts'
import { debugInformation, rankingInfoOf } from './debug-information.ts'
import { facetResponses, passFacets } from './facets.ts'
import { type FoldedEntry, foldEntries } from './fold-results.ts'
import { groupByResults } from './group-by.ts'
import { type MatchedQuery, matchQuery, type SearchScope } from './match-query.ts'
import { type Pipeline, triggersOf } from './pipeline.ts'
import { applyCorrection } from './query-correction.ts'
import { queryTerms } from './query-terms.ts'
import { questionAnswer } from './question-answer.ts'
import { rawSelection, resultOf } from './result.ts'
import type { IndexEntry } from './search-index.ts'
import { facetsOf, type SearchRequest } from './search-request.ts'
import { searchWarnings } from './search-warnings.ts'
import { sortEntries } from './sort-entries.ts'

/** Runs a search and returns every key that the published schema requires. */
export function runSearch(original: SearchRequest, scope: SearchScope) {
  const { request, corrections } = applyCorrection(original, scope)
  checkRequest(request, scope.corpus)
  const matched = matchQuery(request, scope)
  const { generateAutomaticFacets } = request
  const facets = facetsOf(request)
  const all = [...matched.matches.keys()].filter(
    (entry) => !generateAutomaticFacets || passesAutomaticFacets(entry, generateAutomaticFacets),
  )
  const passing = sortEntries(passFacets(all, { facets }), { by: request.sortCriteria, scores: matched.matches })
  const { filterField, firstResult, numberOfResults } = request
  const folded = filterField === undefined ? passing.map(alone) : foldEntries(passing, { ...request, filterField })
  const rules: Partial<Pipeline> = scope.rules ?? {}
  const { entries } = scope.corpus
  const answer = questionAnswer(request.q, { smartSnippets: rules.smartSnippets ?? [], entries })
  const terms = queryTerms(matched.query)
  const toResult = resultBuilder({ request, matched, passing, scope })
  return {
    totalCount: passing.length,
    totalCountFiltered: folded.length,
    duration: 3,
    indexDuration: 1,
    requestDuration: 2,
    searchUid: crypto.randomUUID(),
    pipeline: scope.pipeline,
    searchHub: scope.searchHub,
    apiVersion: 2,
    index: 'emulator',
    isFallbackToAdmin: false,
    warnings: searchWarnings(request, { unknownFields: matched.unknownFields, index: scope.corpus.index }),
    errors: [],
    triggers: triggersOf(request.q, rules),
    ...(answer ? { questionAnswer: answer } : {}),
    termsToHighlight: Object.fromEntries(terms.map(({ text, stem }) => [text, [...new Set([text, stem])]])),
    phrasesToHighlight: {},
    ...corrections,
    refinedKeywords: [],
    groupByResults: groupByResults(request, { results: passing, scope }),
    categoryFacets: [],
    suggestedFacets: [],
    facets: facetResponses(all, facets),
    generateAutomaticFacets: automaticFacets(request, { index: scope.corpus.index, entries: passing }),
    extendedResults: {},
    ...(request.debug ? debugInformation(request, scope) : {}),
    results: folded.slice(firstResult, firstResult + numberOfResults).map(toResult),
  }
}

function alone(entry: IndexEntry): FoldedEntry {
  return { entry, children: [], totalChildren: 0 }
}

type SingleResult = ReturnType<typeof resultOf>
type Result = Omit<SingleResult, 'parentResult' | 'childResults'> & {
  parentResult: SingleResult | null
  childResults: SingleResult[]
}

interface ResultContext {
  request: SearchRequest
  matched: MatchedQuery
  passing: readonly IndexEntry[]
  scope: SearchScope
}

function resultBuilder({ request, matched, passing, scope }: ResultContext) {
  const { matches, query } = matched
  const stems = new Set(queryTerms(query).map((word) => word.stem))
  const bestScore = passing.reduce((best, entry) => Math.max(best, matches.get(entry) ?? 0), 0)
  const shared = {
    stems,
    bestScore,
    excerptLength: request.excerptLength,
    rawOf: rawSelection(request),
    rankingInfoOf: request.debug ? (entry: IndexEntry) => rankingInfoOf(entry, { matched, scope }) : undefined,
  }
  const single = (entry: IndexEntry) => resultOf(entry, { ...shared, score: matches.get(entry) ?? 0 })
  return ({ entry, parent, children, totalChildren }: FoldedEntry): Result => {
    const result: Result = single(entry)
    if (parent) result.parentResult = single(parent)
    result.childResults = children.map(single)
    result.totalNumberOfChildResults = totalChildren
    return result
  }
}
