'use client'

import { useEffect } from 'react'
import type { DemoUser } from '../users/demo-user.ts'
import { Facet } from './facet.tsx'
import { Results } from './results.tsx'
import { SearchBox } from './search-box.tsx'
import type { SearchControllers } from './search-controllers.ts'

interface SearchViewProps {
  controllers: SearchControllers
  user: DemoUser
}

/** Search field, facets and results on one engine. */
export function SearchView({ controllers, user }: SearchViewProps) {
  useEffect(() => controllers.searchFirst(), [controllers])
  return (
    <>
      <SearchBox controller={controllers.searchBox} />
      <div className="facets">
        {controllers.facets.map(({ label, facet }) => (
          <Facet key={label} label={label} controller={facet} />
        ))}
      </div>
      <div id="results" className="search-results" tabIndex={-1}>
        <Results controllers={controllers} user={user} />
      </div>
    </>
  )
}
