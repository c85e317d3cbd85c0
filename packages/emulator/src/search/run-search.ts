import { randomUUID } from 'node:crypto'
import { facetResponses, passFacets } from './facets.ts'
import { matchQuery, type SearchScope } from './match-query.ts'
import { correctQuery } from './query-correction.ts'
import { queryTerms } from './query-terms.ts'
import { resultOf } from './result.ts'
import type { SearchRequest } from './search-request.ts'
import { sortEntries } from './sort-entries.ts'

/** Runs a search and returns every key that the published schema requires. */
export function runSearch(original: SearchRequest, scope: SearchScope) {
  const { request, corrections } = correct(original, scope)
  const { matches, query } = matchQuery(request, scope)
  const all = [...matches.keys()]
  const passing = sortEntries(passFacets(all, request), { by: request.sortCriteria, scores: matches })
  const terms = queryTerms(query)
  const stems = new Set(terms.map((word) => word.stem))
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
    searchHub: scope.searchHub,
    apiVersion: 2,
    index: 'emulator',
    isFallbackToAdmin: false,
    warnings: [],
    errors: [],
    triggers: [],
    termsToHighlight: Object.fromEntries(terms.map(({ text, stem }) => [text, [...new Set([text, stem])]])),
    phrasesToHighlight: {},
    ...corrections,
    refinedKeywords: [],
    groupByResults: [],
    categoryFacets: [],
    suggestedFacets: [],
    facets: facetResponses(all, request.facets),
    generateAutomaticFacets: { facets: [] },
    extendedResults: {},
    results: page.map((entry) =>
      resultOf(entry, { stems, score: matches.get(entry) ?? 0, bestScore, excerptLength, fieldsToInclude }),
    ),
  }
}

/** Suggests query corrections, and applies one to a query without results. */
function correct(request: SearchRequest, scope: SearchScope) {
  const { q, enableDidYouMean, queryCorrection } = request
  const wanted = enableDidYouMean || queryCorrection?.enabled
  const correction = wanted ? correctQuery(q, scope.corpus) : undefined
  const queryCorrections = enableDidYouMean && correction ? [correction] : []
  if (!queryCorrection?.enabled) return { request, corrections: { queryCorrections } }
  const appliesCorrection = queryCorrection.options.automaticallyCorrect === 'whenNoResults'
  if (!correction || !appliesCorrection || matchQuery(request, scope).matches.size > 0) {
    return {
      request,
      corrections: { queryCorrections, queryCorrection: { corrections: correction ? [correction] : [] } },
    }
  }
  const { correctedQuery } = correction
  return {
    request: { ...request, q: correctedQuery },
    corrections: {
      queryCorrections,
      queryCorrection: { originalQuery: q, correctedQuery, correctedQueryTrigger: 'whenNoResults', corrections: [] },
    },
  }
}
