import { searchRequestSchema } from './search-request.ts'

/** Parameters that change which results a search has at Coveo, or what they hold, and not here. */
const ignoredParameters: readonly string[] = [
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
const contextParameters: readonly string[] = [
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

/** The parameters of a search. Headless sends those of its own state too: tabs and counts of facets. */
export const searchParameters = {
  call: 'A search',
  schema: searchRequestSchema,
  ignored: [
    ...ignoredParameters,
    ...['fields', 'generationStrategy', 'sortCriteria', 'tags'].map((name) => `generateAutomaticFacets.${name}`),
    ...['allowedValuesPatternType', 'computedFields', 'generateAutomaticRanges', 'lookupField', 'rangeValues'].map(
      (name) => `groupBy.${name}`,
    ),
  ],
  context: [
    ...contextParameters,
    ...['facets.injectionDepth', 'facets.preventAutoSelect', 'generateAutomaticFacets.currentFacets.label'],
    ...['groupBy.injectionDepth', 'groupBy.thoroughLookup'],
    ...['facets', 'generateAutomaticFacets.currentFacets'].flatMap((facets) => [
      ...['preventAutoSelect', 'previousState', 'retrieveChildren'].map((name) => `${facets}.currentValues.${name}`),
      `${facets}.currentValues.numberOfResults`,
    ]),
    ...['facets.activeTab', 'facets.tabs'],
  ],
}
