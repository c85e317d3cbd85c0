import { buildSearchEngine, type SearchEngine, type SearchEngineOptions } from '@coveo/headless'
import type { TokenSource } from '@coveo-token/core/browser'
import type { FirstSearch } from './first-state.ts'
import { currentFragment } from './use-url-state.ts'

/**
 * Builds engines that start with the first search of the page, for a URL without a fragment. An engine for another user starts
 * without it: a source can change its user at any time.
 */
export function searchBuilder(source: Pick<TokenSource, 'getSnapshot'>, first: FirstSearch | undefined) {
  return (options: SearchEngineOptions): SearchEngine => {
    const { subject } = source.getSnapshot()
    const isOwn = subject !== undefined && subject === first?.subject
    return buildSearchEngine(isOwn && currentFragment() === '' ? { ...options, preloadedState: first.state } : options)
  }
}
