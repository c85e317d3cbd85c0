'use client'

import type { DemoUser } from '../users/demo-user.ts'
import { NothingFound } from './nothing-found.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { useControllerState } from './use-controller-state.ts'

interface NoResultsProps {
  controllers: Pick<SearchControllers, 'breadcrumbs' | 'didYouMean'>
  user: DemoUser
  /** Opens the comparison with another user; undefined with a real organization. */
  onCompare: (() => void) | undefined
}

/** Replaces the results of a search that finds nothing, with the ways out of it. */
export function NoResults({ controllers: { breadcrumbs, didYouMean }, user, onCompare }: NoResultsProps) {
  const { hasBreadcrumbs } = useControllerState(breadcrumbs)
  const { hasQueryCorrection, queryCorrection } = useControllerState(didYouMean)
  return (
    <NothingFound
      user={user}
      hasFilters={hasBreadcrumbs}
      footer={
        <div className="notice-actions">
          {hasQueryCorrection && (
            <button type="button" className="button button-primary" onClick={() => didYouMean.applyCorrection()}>
              Did you mean “{queryCorrection.correctedQuery}”?
            </button>
          )}
          {hasBreadcrumbs && (
            <button type="button" className="button" onClick={() => breadcrumbs.deselectAll()}>
              Search without the filters
            </button>
          )}
          {onCompare !== undefined && (
            <button type="button" className="button" onClick={onCompare}>
              Compare with another user
            </button>
          )}
        </div>
      }
    />
  )
}
