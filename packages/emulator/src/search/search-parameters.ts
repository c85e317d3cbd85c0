import { searchRequestSchema } from './search-request.ts'

/** Parameters that change which results a search has at Coveo, or what they hold, and not here. */
export const ignoredParameters: readonly string[] = [
  'categoryFacets',
  'rankingFunctions',
  'queryFunctions',
  'fieldAliases',
  'freeTextSearchFields',
  'dictionaryFieldContext',
  'recommendation',
  'enableDuplicateFiltering',
  'sortField',
  'viewAllContent',
  'commerce',
  'userActions',
  'mlParameters',
  'pipelineRuleParameters',
  'enableMLDidYouMean',
  'mlDidYouMeanMaxCandidates',
  'mlDidYouMeanMinScore',
  'mlDidYouMeanUseFacetCount',
  'lqPartialMatchKeywords',
  'lqPartialMatchMaxKeywords',
  'lqPartialMatchThreshold',
  'summaryLength',
  'index',
  'indexToken',
  'indexType',
  'logicalIndex',
  'caseContext',
]

/** Parameters that describe the request or its user, or limit its cost. Without a model they change no results. */
export const contextParameters: readonly string[] = [
  'actionsHistory',
  'analytics',
  'context',
  'facetOptions',
  'isGuestUser',
  'language',
  'maximumAge',
  'maximumTimeoutMs',
  'organizationId',
  'access_token',
  'referrer',
  'retrieveFirstSentences',
  'staticQuery',
  'tab',
  'visitorId',
]

/** Parameters that work as documented. */
export const supportedParameters: readonly string[] = Object.keys(searchRequestSchema.shape)

const known = new Set([...supportedParameters, ...ignoredParameters, ...contextParameters])

/** Returns the names that no parameter of a search has, such as one in the wrong case. */
export function unknownParameters(request: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(request).filter((name) => !known.has(name))
}
