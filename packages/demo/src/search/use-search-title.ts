'use client'

import type { QuerySummary } from '@coveo/headless'
import { useEffect } from 'react'
import { useControllerState } from './use-controller-state.ts'

const site = 'Knowledge'

/** Names the query in the title of the page, for tabs, bookmarks and the history. */
export function useSearchTitle(summary: QuerySummary): void {
  const { query } = useControllerState(summary)
  useEffect(() => {
    document.title = query === '' ? `${site} · search as yourself` : `${query} · ${site}`
  }, [query])
}
