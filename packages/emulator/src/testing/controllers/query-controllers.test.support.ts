import { expect } from 'vitest'
import { until } from '../until.test.support.ts'
import { bodyOf, type Drive } from './controller-drive.test.support.ts'

/** The query, its context, and the places that hold it: tabs, history and the address of the page. */
export const queryControllers: Record<string, Drive> = {
  async buildSearchBox({ headless, engine, search, respond, total }) {
    const box = headless.buildSearchBox(engine, { options: { numberOfSuggestions: 5 } })
    await search()
    box.updateText('gau')
    box.showSuggestions()
    await until(() => box.state.suggestions.length > 0)
    const [{ rawValue } = { rawValue: '' }] = box.state.suggestions
    await respond(() => box.selectSuggestion(rawValue))
    expect(box.state.value).toBe(rawValue)
    expect(total()).toBeGreaterThan(0)
  },

  async buildStandaloneSearchBox({ headless, engine }) {
    const redirectionUrl = 'https://www.example.com/search'
    const box = headless.buildStandaloneSearchBox(engine, { options: { redirectionUrl } })
    box.updateText('gauge')
    box.submit()
    await until(() => box.state.redirectTo)
    expect(box.state.redirectTo).toBe(redirectionUrl)
    box.updateText('contact')
    box.submit()
    await until(() => box.state.redirectTo !== redirectionUrl)
    expect(box.state.redirectTo).toBe('https://www.example.com/contact')
  },

  async buildDidYouMean({ headless, engine, search }) {
    const didYouMean = headless.buildDidYouMean(engine, { options: { queryCorrectionMode: 'next' } })
    await search()
    const box = headless.buildSearchBox(engine)
    box.updateText('calibratoin')
    box.submit()
    await until(() => didYouMean.state.wasAutomaticallyCorrected)
    expect(didYouMean.state).toMatchObject({ wasCorrectedTo: 'calibration', originalQuery: 'calibratoin' })
  },

  async buildContext(context) {
    const { headless, engine, search } = context
    headless.buildContext(engine).set({ audience: ['customer', 'partner'], plan: 'gold' })
    await search()
    expect(bodyOf('search', context)).toMatchObject({ context: { audience: ['customer', 'partner'], plan: 'gold' } })
  },

  async buildDictionaryFieldContext(context) {
    const { headless, engine, search } = context
    headless.buildDictionaryFieldContext(engine).set({ price: 'cad' })
    await search()
    expect(bodyOf('search', context)).toMatchObject({ dictionaryFieldContext: { price: 'cad' } })
  },

  async buildTab({ headless, engine, search, respond, total }) {
    headless.buildTab(engine, { options: { id: 'all', expression: '' }, initialState: { isActive: true } })
    const mail = headless.buildTab(engine, { options: { id: 'mail', expression: '@source==Mail' } })
    await search()
    await respond(() => mail.select())
    expect(total()).toBe(3)
  },

  async buildTabManager({ headless, engine, search, respond }) {
    headless.buildTab(engine, { options: { id: 'all', expression: '' }, initialState: { isActive: true } })
    const mail = headless.buildTab(engine, { options: { id: 'mail', expression: '@source==Mail' } })
    const manager = headless.buildTabManager(engine)
    await search()
    await respond(() => mail.select())
    expect(manager.state.activeTab).toBe('mail')
  },

  async buildHistoryManager({ headless, engine, search, respond }) {
    const history = headless.buildHistoryManager(engine)
    const summary = headless.buildQuerySummary(engine)
    await search('gauge')
    await search('message')
    expect(summary.state.total).toBe(3)
    await respond(() => void history.back())
    expect(summary.state).toMatchObject({ query: 'gauge', total: 12 })
  },

  async buildUrlManager({ headless, engine, search, respond, total }) {
    headless.buildFacet(engine, { options: { field: 'department', facetId: 'department' } })
    const manager = headless.buildUrlManager(engine, { initialState: { fragment: 'q=gauge' } })
    await search('gauge')
    expect(manager.state.fragment).toContain('q=gauge')
    await respond(() => manager.synchronize('q=gauge&f-department=Sales'))
    expect(total()).toBe(6)
  },

  async buildSearchParameterManager({ headless, engine, search, respond, results }) {
    const parameters = { q: 'gauge', numberOfResults: 5 }
    const manager = headless.buildSearchParameterManager(engine, { initialState: { parameters } })
    await respond(() => engine.executeFirstSearch())
    expect(results()).toHaveLength(5)
    await search('message')
    expect(manager.state.parameters).toMatchObject({ q: 'message' })
  },

  async buildRecentQueriesList({ headless, engine, search }) {
    const recent = headless.buildRecentQueriesList(engine)
    await search('gauge')
    await search('message')
    expect(recent.state.queries).toEqual(['message', 'gauge'])
  },
}
