'use client'

import type { RecentQueriesList } from '@coveo/headless'
import { useEffect } from 'react'
import { Icon } from '../page/icon.tsx'
import { createRecentQueryStorage } from './recent-query-storage.ts'
import { useControllerState } from './use-controller-state.ts'

interface RecentSearchesProps {
  controller: RecentQueriesList
  userId: string
}

/** The user's last searches, to repeat them; renders nothing without any. */
export function RecentSearches({ controller, userId }: RecentSearchesProps) {
  const { queries } = useControllerState(controller)
  useEffect(() => createRecentQueryStorage(userId).write(queries), [queries, userId])
  if (queries.length === 0) return null
  return (
    <section className="recent" aria-label="Recent searches" tabIndex={-1}>
      <Icon name="clock" />
      {queries.map((query, index) => (
        <button
          key={query}
          type="button"
          dir="auto"
          className="chip"
          onClick={() => controller.executeRecentQuery(index)}
        >
          {query}
        </button>
      ))}
      <button type="button" className="link-button" onClick={() => controller.clear()}>
        Clear<span className="visually-hidden"> recent searches</span>
      </button>
    </section>
  )
}
