import { buildSearchEngine, getSampleSearchEngineConfiguration } from '@coveo/headless'
import { describe, expect, it, vi } from 'vitest'
import { buildSearchControllers } from './search-controllers.ts'

describe('buildSearchControllers', () => {
  it('sends the first search once, also before Headless reports that it has started', () => {
    const engine = buildSearchEngine({ configuration: getSampleSearchEngineConfiguration() })
    const executeFirstSearch = vi.spyOn(engine, 'executeFirstSearch').mockReturnValue()
    const { searchFirst } = buildSearchControllers(engine, { fragment: '', recentQueries: [] })
    searchFirst()
    searchFirst()
    expect(executeFirstSearch).toHaveBeenCalledOnce()
  })
})
