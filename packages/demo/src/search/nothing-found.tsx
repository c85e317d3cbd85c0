'use client'

import type { ReactNode } from 'react'
import { Notice } from '../page/notice.tsx'
import type { DemoUser } from '../users/demo-user.ts'

interface NothingFoundProps {
  user: DemoUser
  /** Whether filters narrow the search, so that one could be removed. */
  hasFilters?: boolean
  /** The ways out of it: buttons below the words. */
  footer?: ReactNode
}

/** Replaces the results of a search that finds nothing: words, filters and permissions are the possible reasons. */
export function NothingFound({ user, hasFilters = false, footer }: NothingFoundProps) {
  return (
    <Notice icon="empty" title="Nothing found that you may read" footer={footer}>
      <p>
        {hasFilters ? 'Remove a filter, or use' : 'Use'} fewer or other words. Coveo leaves out documents that{' '}
        {user.name} may not read, so another user may find something here.
      </p>
    </Notice>
  )
}
