'use client'

import type { Pager } from '@coveo/headless'
import { ActionButton } from '../page/action-button.tsx'
import { Icon } from '../page/icon.tsx'
import { useControllerState } from './use-controller-state.ts'

interface ResultPagerProps {
  controller: Pager
  /** Called after a page was selected, to scroll to the top of the list. */
  onTurn: () => void
}

/** Pagination; renders nothing for a single page. */
export function ResultPager({ controller, onTurn }: ResultPagerProps) {
  const state = useControllerState(controller)
  if (state.maxPage <= 1) return null

  function turn(go: () => void) {
    go()
    onTurn()
  }

  return (
    <nav className="pager" aria-label="Pages of results">
      <ActionButton
        className="button pager-step"
        aria-label="Previous page"
        unavailable={!state.hasPreviousPage}
        onPress={() => turn(() => controller.previousPage())}
      >
        <Icon name="back" />
        <span>Previous</span>
      </ActionButton>
      <span className="pager-pages">
        {state.currentPages.map((page) => (
          <button
            key={page}
            type="button"
            className="pager-page"
            aria-label={`Page ${page}`}
            aria-current={page === state.currentPage ? 'page' : undefined}
            onClick={() => turn(() => controller.selectPage(page))}
          >
            {page}
          </button>
        ))}
      </span>
      <ActionButton
        className="button pager-step"
        aria-label="Next page"
        unavailable={!state.hasNextPage}
        onPress={() => turn(() => controller.nextPage())}
      >
        <span>Next</span>
        <Icon name="arrow" />
      </ActionButton>
    </nav>
  )
}
