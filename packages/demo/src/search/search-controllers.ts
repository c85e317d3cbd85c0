import {
  buildFacet,
  buildPager,
  buildQueryError,
  buildQuerySummary,
  buildResultList,
  buildSearchBox,
  buildSort,
  loadSearchActions,
  loadSearchAnalyticsActions,
  type SearchEngine,
} from '@coveo/headless'

/** The Headless controllers of the page. */
export type SearchControllers = ReturnType<typeof buildSearchControllers>

/** Creates the controllers of the page for `engine`. */
export function buildSearchControllers(engine: SearchEngine) {
  const { executeSearch } = loadSearchActions(engine)
  const { logInterfaceLoad } = loadSearchAnalyticsActions(engine)
  return {
    searchBox: buildSearchBox(engine, { options: { id: 'search', numberOfSuggestions: 6 } }),
    resultList: buildResultList(engine, { options: { fieldsToInclude: ['date', 'department'] } }),
    facets: [
      { label: 'Source', facet: buildFacet(engine, { options: { facetId: 'source', field: 'source' } }) },
      { label: 'Department', facet: buildFacet(engine, { options: { facetId: 'department', field: 'department' } }) },
    ],
    sort: buildSort(engine),
    summary: buildQuerySummary(engine),
    pager: buildPager(engine, { options: { numberOfPages: 5 } }),
    error: buildQueryError(engine),
    searchFirst: () => engine.executeFirstSearch(),
    /** Repeats the search with the same page and facets. Resolves with its end. */
    async searchAgain(): Promise<void> {
      await engine.dispatch(executeSearch(logInterfaceLoad()))
    },
  }
}
