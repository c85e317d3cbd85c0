'use client'

import type { QuerySummary } from '@coveo/headless'
import { useEffect } from 'react'
import { searchTitle } from './search-title.ts'
import { useControllerState } from './use-controller-state.ts'

/** Names the query in the title of the page, for tabs, bookmarks and the history. Without the search, no query is named. */
export function useSearchTitle(summary: QuerySummary): void {
  const { query } = useControllerState(summary)
  useEffect(() => {
    document.title = searchTitle(query)
    return () => {
      document.title = searchTitle('')
    }
  }, [query])
}
