import {
  buildCategoryFacet,
  buildDateSortCriterion,
  buildDidYouMean,
  buildFacet,
  buildPager,
  buildQuerySummary,
  buildRelevanceSortCriterion,
  buildResultList,
  buildSearchBox,
  buildSearchEngine,
  buildSort,
  buildStandaloneSearchBox,
  getSampleSearchEngineConfiguration,
  type SearchEngine,
  SortOrder,
} from '@coveo/headless'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'
import { responseTo } from '../testing/response-to.test.support.ts'
import { until } from '../testing/until.test.support.ts'

/** Creates an engine and an emulator on system time, the time that the engine uses. */
async function openEngine(name = 'asmith@example.com') {
  // Without it, Headless warns on a slow machine that its development checks are slow.
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const opened = await openEmulator({ now: Date.now })
  const renewAccessToken = vi.fn(() => opened.tokenFor(name))
  const engine = buildSearchEngine({
    loggerOptions: { level: 'silent' },
    configuration: {
      ...getSampleSearchEngineConfiguration(),
      organizationId: opened.emulator.organizationId,
      accessToken: await opened.tokenFor(name),
      renewAccessToken,
      search: { proxyBaseUrl: `${opened.emulator.url}/rest/search/v2`, searchHub: 'default' },
      analytics: { enabled: false },
    },
  })
  return { ...opened, engine, renewAccessToken }
}

function firstSearch(engine: SearchEngine): Promise<void> {
  return responseTo(engine, () => engine.executeFirstSearch())
}

describe('Coveo Headless', () => {
  it('searches, pages and sorts', async () => {
    const { engine } = await openEngine()
    const list = buildResultList(engine, { options: { fieldsToInclude: ['department', 'tags'] } })
    const pager = buildPager(engine)
    const sort = buildSort(engine, { initialState: { criterion: buildRelevanceSortCriterion() } })
    await firstSearch(engine)
    expect(list.state.results).toHaveLength(10)
    expect(list.state.results[0]?.raw).toHaveProperty('department')
    const first = list.state.results.map((result) => result.uniqueId)
    expect(pager.state.maxPage).toBeGreaterThan(4)
    await responseTo(engine, () => pager.nextPage())
    expect(pager.state.currentPage).toBe(2)
    expect(list.state.results.map((result) => result.uniqueId)).not.toContain(first[0])
    await responseTo(engine, () => sort.sortBy(buildDateSortCriterion(SortOrder.Descending)))
    const dates = list.state.results.map((result) => Number(result.raw.date))
    expect(dates).toEqual([...dates].sort((left, right) => right - left))
  })

  it('suggests, searches and highlights', async () => {
    const { engine } = await openEngine()
    const box = buildSearchBox(engine, {
      options: { numberOfSuggestions: 5, highlightOptions: { exactMatchDelimiters: { open: '<b>', close: '</b>' } } },
    })
    const list = buildResultList(engine)
    await firstSearch(engine)
    box.updateText('esc')
    box.showSuggestions()
    await until(() => box.state.suggestions.length > 0)
    expect(box.state.suggestions[0]).toMatchObject({
      rawValue: 'escalation process',
      highlightedValue: '<b>esc</b>alation process',
    })
    await responseTo(engine, () => box.selectSuggestion('escalation process'))
    expect(list.state.results[0]?.title).toBe('Escalation process for support cases')
    expect(list.state.results[0]?.titleHighlights).toContainEqual({ offset: 0, length: 10 })
  })

  it('filters by a facet, a facet search and a category', async () => {
    const { engine } = await openEngine()
    const list = buildResultList(engine)
    const facet = buildFacet(engine, { options: { field: 'department', numberOfValues: 5 } })
    const summary = buildQuerySummary(engine)
    const category = buildCategoryFacet(engine, { options: { field: 'category' } })
    await firstSearch(engine)
    const value = facet.state.values.find((one) => one.value === 'Support')
    if (!value) throw new Error('the Support facet value is missing')
    await responseTo(engine, () => facet.toggleSelect(value))
    expect(
      list.state.results.every((result) => result.uri.includes('/support/') || result.uri.includes('/notes/')),
    ).toBe(true)
    expect(summary.state.total).toBe(value.numberOfResults)
    facet.facetSearch.updateText('eng')
    facet.facetSearch.search()
    await until(() => facet.state.facetSearch.values.length > 0)
    expect(facet.state.facetSearch.values.map(({ rawValue }) => rawValue)).toEqual(['Engineering'])
    const support = category.state.valuesAsTrees.find((one) => one.value === 'Support')
    if (!support) throw new Error('the Support category is missing')
    await responseTo(engine, () => category.toggleSelect(support))
    expect(category.state.selectedValueAncestry.map((one) => one.value)).toEqual(['Support'])
    expect(category.state.selectedValueAncestry[0]?.children.map((one) => one.value)).toHaveLength(5)
  })

  it('corrects a query and plans a standalone one', async () => {
    const { engine } = await openEngine()
    const didYouMean = buildDidYouMean(engine, { options: { queryCorrectionMode: 'next' } })
    const box = buildSearchBox(engine)
    const alone = buildStandaloneSearchBox(engine, {
      options: { redirectionUrl: 'https://intranet.example.com/search' },
    })
    await firstSearch(engine)
    box.updateText('calibratoin')
    box.submit()
    await until(() => didYouMean.state.wasAutomaticallyCorrected)
    expect(didYouMean.state.wasCorrectedTo).toBe('calibration')
    alone.updateText('vpn')
    alone.submit()
    await until(() => alone.state.redirectTo !== '')
    expect(alone.state.value).toBe('vpn')
  })

  it.each([401, 419] as const)('renews the token once after a %i', async (status) => {
    const { engine, emulator, renewAccessToken } = await openEngine()
    const list = buildResultList(engine)
    emulator.faults.add({ route: 'search', status })
    await firstSearch(engine)
    expect(list.state.hasResults).toBe(true)
    expect(renewAccessToken).toHaveBeenCalledTimes(1)
    expect(engine.state.search?.error).toBeNull()
  })

  it('renews an expired and a revoked token', async () => {
    const { engine, emulator, renewAccessToken } = await openEngine()
    const list = buildResultList(engine)
    await firstSearch(engine)
    emulator.clock.advance(25 * 3_600_000)
    const box = buildSearchBox(engine)
    box.updateText('vpn')
    await responseTo(engine, () => box.submit())
    expect(renewAccessToken).toHaveBeenCalledTimes(1)
    emulator.revoke(engine.state.configuration.accessToken)
    box.updateText('laptop')
    await responseTo(engine, () => box.submit())
    expect(renewAccessToken).toHaveBeenCalledTimes(2)
    expect(list.state.results[0]?.title).toContain('Laptops')
  })

  it('shows an error and does not renew after a 403', async () => {
    const { engine, emulator, renewAccessToken } = await openEngine()
    emulator.faults.add({ route: 'search', status: 403, times: 'always' })
    engine.executeFirstSearch()
    await until(() => engine.state.search?.error !== null)
    expect(engine.state.search?.error).toMatchObject({ statusCode: 403, type: 'AccessDeniedException' })
    expect(renewAccessToken).not.toHaveBeenCalled()
  })
})
