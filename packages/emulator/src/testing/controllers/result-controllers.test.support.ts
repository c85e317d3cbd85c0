import type { Result } from '@coveo/headless'
import { expect } from 'vitest'
import { until } from '../until.test.support.ts'
import { bodyOf, type Drive } from './controller-drive.test.support.ts'

function firstOf([result]: readonly Result[]): Result {
  if (!result) throw new Error('the search has no results')
  return result
}

/** Lists of results, and the controllers of one result. */
export const resultControllers: Record<string, Drive> = {
  async buildResultList({ headless, engine, search, respond }) {
    const list = headless.buildResultList(engine, { options: { fieldsToInclude: ['price'] } })
    await search('gauge')
    expect(list.state.results).toHaveLength(10)
    expect(list.state.results[0]?.raw.price).toEqual(expect.any(Number))
    await respond(() => list.fetchMoreResults())
    expect(list.state).toMatchObject({ moreResultsAvailable: false, hasResults: true })
    expect(list.state.results).toHaveLength(12)
  },

  async buildFoldedResultList({ headless, engine, search }) {
    const list = headless.buildFoldedResultList(engine, { options: { folding: { numberOfFoldedResults: 0 } } })
    await search('message')
    const thread = () => list.state.results.find(({ result }) => result.raw.foldingcollection === 'thread')
    list.loadCollection(thread() as NonNullable<ReturnType<typeof thread>>)
    await until(() => thread()?.children.length === 1)
    expect(list.state.results).toHaveLength(2)
  },

  async buildInstantResults({ headless, engine }) {
    const instant = headless.buildInstantResults(engine, { options: { maxResultsPerQuery: 3 } })
    instant.updateQuery('gauge')
    await until(() => instant.state.results.length > 0)
    expect(instant.state.results).toHaveLength(3)
  },

  async buildPager({ headless, engine, search, respond, results }) {
    const pager = headless.buildPager(engine)
    await search('gauge')
    await respond(() => pager.nextPage())
    expect(pager.state).toMatchObject({ currentPage: 2, maxPage: 2, hasNextPage: false })
    expect(results()).toHaveLength(2)
  },

  async buildResultsPerPage({ headless, engine, search, respond, results }) {
    const perPage = headless.buildResultsPerPage(engine, { initialState: { numberOfResults: 4 } })
    await search()
    expect(results()).toHaveLength(4)
    await respond(() => perPage.set(12))
    expect(results()).toHaveLength(12)
  },

  async buildSort({ headless, engine, search, respond, results }) {
    const sort = headless.buildSort(engine)
    const titles = () => results().map(({ title }) => title)
    await search('gauge')
    const { Ascending, Descending } = headless.SortOrder
    await respond(() => sort.sortBy(headless.buildFieldSortCriterion('price', Ascending)))
    expect(titles()[0]).toBe('Gauge 1')
    await respond(() => sort.sortBy(headless.buildDateSortCriterion(Descending)))
    expect(titles()[0]).toBe('Gauge 11')
    for (const criterion of [
      headless.buildRelevanceSortCriterion(),
      headless.buildNoSortCriterion(),
      headless.buildQueryRankingExpressionSortCriterion(),
    ]) {
      await respond(() => sort.sortBy(criterion))
      expect(titles()).toHaveLength(10)
    }
  },

  async buildQuickview({ headless, engine, search, results }) {
    await search('gauge')
    const result = firstOf(results())
    const quickview = headless.buildQuickview(engine, { options: { result } })
    expect(quickview.state.resultHasPreview).toBe(true)
    quickview.fetchResultContent()
    await until(() => quickview.state.content)
    expect(quickview.state.content).toContain(result.title)
  },

  async buildQuerySummary({ headless, engine, search }) {
    const summary = headless.buildQuerySummary(engine)
    await search('gauge')
    expect(summary.state).toMatchObject({
      query: 'gauge',
      firstResult: 1,
      lastResult: 10,
      total: 12,
      hasDuration: true,
    })
  },

  async buildQueryError({ headless, engine, search, controls }) {
    const error = headless.buildQueryError(engine)
    controls.faults.add({ route: 'search', status: 503, times: 'always' })
    engine.executeFirstSearch()
    await until(() => error.state.hasError)
    expect(error.state.error).toMatchObject({ statusCode: 503 })
    controls.faults.clear()
    await search()
    expect(error.state.hasError).toBe(false)
  },

  async buildSearchStatus({ headless, engine, search }) {
    const status = headless.buildSearchStatus(engine)
    await search('nothing matches this')
    expect(status.state).toMatchObject({ firstSearchExecuted: true, hasResults: false, isLoading: false })
  },

  async buildRelevanceInspector(context) {
    const { headless, engine, search, results } = context
    const inspector = headless.buildRelevanceInspector(engine, { initialState: { enabled: true } })
    await search('gauge')
    expect(bodyOf('search', context)).toMatchObject({ debug: true })
    const {
      rankingInformation = [],
      expressions,
      executionReport,
      userIdentities,
      rankingExpressions,
    } = inspector.state
    expect(expressions).toEqual({ basicExpression: 'gauge', advancedExpression: '', constantExpression: '' })
    expect(rankingInformation[0]?.ranking?.totalWeight).toBeGreaterThan(0)
    expect(rankingInformation[0]?.ranking?.documentWeights).toHaveProperty('Title')
    expect(rankingInformation[0]?.ranking?.termsWeight).toHaveProperty('gauge')
    expect(executionReport?.children.map(({ name }) => name)).toEqual([
      'PerformAuthentication',
      'ResolvePipeline',
      'IndexQuery',
    ])
    expect(userIdentities).toMatchObject([{ name: 'anonymous', provider: 'Email Security Provider', type: 'User' }])
    expect(rankingExpressions).toEqual([])
    inspector.fetchFieldsDescription()
    await until(() => inspector.state.fieldsDescription?.length)
    expect(inspector.state.fieldsDescription?.map(({ name }) => name)).toContain('@price')
    inspector.enableFetchAllFields()
    await search('certificate')
    expect(firstOf(results()).raw).toHaveProperty('price')
  },

  async buildRecentResultsList({ headless, engine, search, results }) {
    const recent = headless.buildRecentResultsList(engine)
    await search('gauge')
    const result = firstOf(results())
    headless.buildInteractiveResult(engine, { options: { result } }).select()
    await until(() => recent.state.results.length > 0)
    expect(recent.state.results[0]?.title).toBe(result.title)
  },
}
