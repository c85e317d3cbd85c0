'use client'

import { useEffect } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import { Filters } from './filters.tsx'
import { RecentSearches } from './recent-searches.tsx'
import { Results } from './results.tsx'
import { SearchBox } from './search-box.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { useSearchTitle } from './use-search-title.ts'
import { useUrlState } from './use-url-state.ts'

interface SearchViewProps {
  controllers: SearchControllers
  user: DemoUser
}

/** Search field, facets and results on one engine. */
export function SearchView({ controllers, user }: SearchViewProps) {
  useEffect(() => controllers.searchFirst(), [controllers])
  useUrlState(controllers.url)
  useSearchTitle(controllers.summary)
  return (
    <>
      <div className="search-top">
        <SearchBox controller={controllers.searchBox} />
        <RecentSearches controller={controllers.recentQueries} userId={user.id} />
      </div>
      <Filters facets={controllers.facets} breadcrumbs={controllers.breadcrumbs} />
      <div id="results" className="search-results" tabIndex={-1}>
        <Results controllers={controllers} user={user} />
      </div>
    </>
  )
}
