'use client'

import type { BreadcrumbManager } from '@coveo/headless'
import { useState } from 'react'
import { Icon } from '../page/icon.tsx'
import { Facet } from './facet.tsx'
import type { SearchControllers } from './search-controllers.ts'
import { useControllerState } from './use-controller-state.ts'

interface FiltersProps {
  facets: SearchControllers['facets']
  breadcrumbs: BreadcrumbManager
}

/** The facets. On a narrow screen a button opens them. */
export function Filters({ facets, breadcrumbs }: FiltersProps) {
  const { facetBreadcrumbs } = useControllerState(breadcrumbs)
  const [isOpen, setOpen] = useState(false)
  const count = facetBreadcrumbs.reduce((sum, { values }) => sum + values.length, 0)
  return (
    <section className="filters" aria-label="Filters" data-open={isOpen}>
      <button
        type="button"
        className="button filters-toggle"
        aria-expanded={isOpen}
        aria-controls="facets"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="filter" />
        Filters{count > 0 && ` (${count})`}
      </button>
      <div id="facets" className="facets" tabIndex={-1}>
        {facets.map(({ label, facet }) => (
          <Facet key={label} label={label} controller={facet} />
        ))}
      </div>
    </section>
  )
}
