import {
  buildBreadcrumbManager,
  buildDidYouMean,
  buildFacet,
  buildPager,
  buildQueryError,
  buildQuerySummary,
  buildRecentQueriesList,
  buildResultList,
  buildSearchBox,
  buildSort,
  buildUrlManager,
  loadSearchActions,
  loadSearchAnalyticsActions,
  type SearchEngine,
} from '@coveo/headless'

/** The Headless controllers of the page. */
export type SearchControllers = ReturnType<typeof buildSearchControllers>

interface SearchControllersOptions {
  /** The URL's fragment: the query, facets, sort order and page to start with. */
  fragment: string
  /** The user's recent searches, newest first. */
  recentQueries: string[]
}

/** Creates the controllers of the page for `engine`. */
export function buildSearchControllers(engine: SearchEngine, { fragment, recentQueries }: SearchControllersOptions) {
  const { executeSearch } = loadSearchActions(engine)
  const { logInterfaceLoad } = loadSearchAnalyticsActions(engine)
  let hasSearched = false
  return {
    searchBox: buildSearchBox(engine, { options: { id: 'search', numberOfSuggestions: 6 } }),
    resultList: buildResultList(engine, { options: { fieldsToInclude: ['date', 'department'] } }),
    facets: [
      { label: 'Source', facet: buildFacet(engine, { options: { facetId: 'source', field: 'source' } }) },
      { label: 'Department', facet: buildFacet(engine, { options: { facetId: 'department', field: 'department' } }) },
    ],
    breadcrumbs: buildBreadcrumbManager(engine),
    didYouMean: buildDidYouMean(engine, { options: { automaticallyCorrectQuery: false } }),
    recentQueries: buildRecentQueriesList(engine, {
      initialState: { queries: recentQueries },
      options: { maxLength: 5 },
    }),
    sort: buildSort(engine),
    summary: buildQuerySummary(engine),
    pager: buildPager(engine, { options: { numberOfPages: 5 } }),
    error: buildQueryError(engine),
    // Restores the state of the facets and the sort order above, so it has to come after them.
    url: buildUrlManager(engine, { initialState: { fragment } }),
    /** Sends the first search, once: in development React runs effects twice. */
    searchFirst() {
      if (hasSearched) return
      hasSearched = true
      engine.executeFirstSearch()
    },
    /** Repeats the search with the same page and facets. Resolves with its end. */
    async searchAgain(): Promise<void> {
      await engine.dispatch(executeSearch(logInterfaceLoad()))
    },
  }
}
