import { anonymousIdentity } from '../authorization/security-identity.ts'
import type { MatchedQuery, SearchScope } from './match-query.ts'
import { queryTerms } from './query-terms.ts'
import type { IndexEntry } from './search-index.ts'
import type { SearchRequest } from './search-request.ts'

/** Returns the properties that `debug` adds to a search response, as Headless and JSUI read them. */
export function debugInformation(request: SearchRequest, scope: SearchScope) {
  const expressions = expressionsOf(request, scope)
  const userIds = scope.identities ?? [anonymousIdentity]
  return {
    ...expressions,
    userIdentities: userIds,
    rankingExpressions: [],
    executionReport: {
      duration: 3,
      children: [
        {
          name: 'PerformAuthentication',
          description: 'Perform authentication',
          duration: 0,
          configured: { primary: [], secondary: [], mandatory: [] },
          result: { userIds, queryRestrictions: {}, roles: [], userGroups: [] },
        },
        {
          name: 'ResolvePipeline',
          description: 'Resolve pipeline',
          duration: 0,
          result: { pipeline: scope.pipeline, splitTest: null },
        },
        { name: 'IndexQuery', description: 'Send query to index', duration: 1, result: { in: expressions } },
      ],
    },
  }
}

/** Returns the expressions of a request. The filter of its token is part of the constant one. */
export function expressionsOf({ q, aq, cq }: SearchRequest, { filter }: Pick<SearchScope, 'filter'>) {
  const constantExpression = [cq, filter].filter(Boolean).join(' ')
  return { basicExpression: q, advancedExpression: aq, constantExpression }
}

const documentWeights =
  'Title: 0; Quality: 0; Date: 0; Adjacency: 0; Source: 0; Custom: 0; Collaborative rating: 0; QRE: 0; Ranking functions: 0; '

/** Describes the rank of a result in the text format of the index. Only the words of the query have weight here. */
export function rankingInfoOf(entry: IndexEntry, { matched, scope }: { matched: MatchedQuery; scope: SearchScope }) {
  const weightOf = (word: string) => Math.round((scope.corpus.index.scoresOf(word).get(entry.document.id) ?? 0) * 100)
  const terms = [...new Set(queryTerms(matched.query).map(({ text }) => text))]
    .map((text) => `${text}: 100, ${weightOf(text)}; \nContent: ${weightOf(text)}; `)
    .join('\n')
  const total = Math.round((matched.matches.get(entry) ?? 0) * 100)
  const words = terms === '' ? '' : `Terms weights:\n${terms}\n\n`
  return `Document weights:\n${documentWeights}\n\n${words}Total weight: ${total}`
}
