'use client'

import { useCoveoTokenSource } from '@coveo-token/react'
import { useHeadlessEngine } from '@coveo-token/react/headless'
import { useEffect, useLayoutEffect, useMemo } from 'react'
import { searchBuilder } from '../search/build-search.ts'
import { engineConfiguration } from '../search/engine-configuration.ts'
import type { FirstSearch } from '../search/first-state.ts'
import { createRecentQueryStorage } from '../search/recent-query-storage.ts'
import { buildSearchControllers } from '../search/search-controllers.ts'
import { SearchView } from '../search/search-view.tsx'
import { currentFragment } from '../search/use-url-state.ts'
import type { DemoUser } from '../users/demo-user.ts'
import type { DemoConfig } from './demo-config.ts'

export interface LiveSearchProps {
  config: DemoConfig
  user: DemoUser
  /** The first search, if the server found it. */
  first: FirstSearch | undefined
  /** Called before each paint that begins or ends to show the search: without a token there is none. */
  onLive: (isLive: boolean) => void
  /** Called with the words to announce. */
  onStatus: (words: string) => void
  /** Called with the function that repeats the search, once there is an engine. */
  onReady: (searchAgain: () => Promise<void>) => void
}

/** The search on an engine of Headless, which is most of the page's script: it loads after the first results are shown. */
export default function LiveSearch({ config, user, first, onLive, onStatus, onReady }: LiveSearchProps) {
  const source = useCoveoTokenSource()
  const engine = useHeadlessEngine(searchBuilder(source, first), { configuration: engineConfiguration(config) })
  const controllers = useMemo(() => {
    if (engine === undefined) return undefined
    const recentQueries = createRecentQueryStorage(user.id).read()
    return buildSearchControllers(engine, { fragment: currentFragment(), recentQueries })
  }, [engine, user.id])

  useEffect(() => {
    if (controllers !== undefined) onReady(controllers.searchAgain)
  }, [controllers, onReady])

  const isLive = engine !== undefined && controllers !== undefined
  useLayoutEffect(() => {
    onLive(isLive)
    return () => onLive(false)
  }, [isLive, onLive])

  if (!isLive) return null
  return (
    <SearchView
      engine={engine}
      controllers={controllers}
      user={user}
      hasEmulator={config.emulatorUrl !== undefined}
      onStatus={onStatus}
    />
  )
}
