'use client'

import type { BreadcrumbManager } from '@coveo/headless'
import { Icon } from '../page/icon.tsx'
import { useControllerState } from './use-controller-state.ts'

/** A chip for each chosen value of a facet, to remove it, and one button for all; renders nothing without any. */
export function ChosenFilters({ controller }: { controller: BreadcrumbManager }) {
  const { facetBreadcrumbs, hasBreadcrumbs } = useControllerState(controller)
  if (!hasBreadcrumbs) return null
  return (
    <section className="chosen" aria-label="Chosen filters" tabIndex={-1}>
      {facetBreadcrumbs.flatMap(({ facetId, values }) =>
        values.map(({ value, deselect }) => (
          <button
            key={`${facetId} ${value.value}`}
            type="button"
            dir="auto"
            className="chip"
            aria-label={`Remove ${value.value}`}
            onClick={deselect}
          >
            {value.value}
            <Icon name="clear" />
          </button>
        )),
      )}
      <button type="button" className="link-button" onClick={() => controller.deselectAll()}>
        Clear all
      </button>
    </section>
  )
}
