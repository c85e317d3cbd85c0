'use client'

import type { SearchEngine } from '@coveo/headless'
import { useEffect } from 'react'
import { useUrlParameter } from '../page/use-url-parameter.ts'
import type { DemoUser } from '../users/demo-user.ts'
import { Filters } from './filters.tsx'
import { RecentSearches } from './recent-searches.tsx'
import { Results } from './results.tsx'
import { SearchBox } from './search-box.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { SearchSheets } from './search-sheets.tsx'
import { useSearchTitle } from './use-search-title.ts'
import { useUrlState } from './use-url-state.ts'

interface SearchViewProps {
  engine: SearchEngine
  controllers: SearchControllers
  user: DemoUser
  /** Whether the emulator replaces Coveo: only then users can be compared, and permissions explained. */
  hasEmulator: boolean
  /** Called with the words to announce. */
  onStatus: (words: string) => void
}

/** Search field, facets and results on one engine, and the sheets that open above them. */
export function SearchView({ engine, controllers, user, hasEmulator, onStatus }: SearchViewProps) {
  useEffect(() => controllers.searchFirst(), [controllers])
  const fragment = useUrlState(controllers.url)
  useSearchTitle(controllers.summary)
  const [readId, setReadId] = useUrlParameter('read')
  const [compared, setCompared] = useUrlParameter('compare')
  return (
    <>
      <div className="search-top">
        <SearchBox controller={controllers.searchBox} />
        <RecentSearches controller={controllers.recentQueries} userId={user.id} />
      </div>
      <Filters facets={controllers.facets} breadcrumbs={controllers.breadcrumbs} />
      <div id="results" className="search-results" tabIndex={-1}>
        <Results
          controllers={controllers}
          user={user}
          fragment={fragment}
          onRead={(result) => setReadId(result.uniqueId)}
          onCompare={hasEmulator ? () => setCompared('users') : undefined}
          onStatus={onStatus}
        />
      </div>
      <SearchSheets
        engine={engine}
        controllers={controllers}
        user={user}
        hasEmulator={hasEmulator}
        readId={readId}
        isComparing={compared !== null && hasEmulator}
        onClose={() => (readId === null ? setCompared(null) : setReadId(null))}
      />
    </>
  )
}
