'use client'

import type { Facet as FacetController } from '@coveo/headless'
import { useState } from 'react'
import { useControllerState } from './use-controller-state.ts'

interface FacetProps {
  label: string
  controller: FacetController
}

/** A group of checkboxes that filters the results; renders nothing while the field has no values. */
export function Facet({ label, controller }: FacetProps) {
  const state = useControllerState(controller)
  // Headless reports a selected value only with the new results; a checkbox must change at once.
  const [pressed, setPressed] = useState<Record<string, boolean>>({})
  const [wasLoading, setWasLoading] = useState(state.isLoading)
  if (wasLoading !== state.isLoading) {
    setWasLoading(state.isLoading)
    if (!state.isLoading) setPressed({})
  }
  const values = state.values.filter((value) => value.numberOfResults > 0 || value.state === 'selected')
  if (values.length === 0) return null
  return (
    <fieldset className="facet" tabIndex={-1}>
      <legend>{label}</legend>
      <div className="facet-values">
        {values.map((value) => (
          <label key={value.value} className="facet-value">
            <input
              type="checkbox"
              checked={pressed[value.value] ?? controller.isValueSelected(value)}
              onChange={(event) => {
                setPressed({ ...pressed, [value.value]: event.target.checked })
                controller.toggleSelect(value)
              }}
            />
            <span className="facet-name" dir="auto">
              {value.value}
            </span>
            <span className="facet-count">
              {value.numberOfResults}
              <span className="visually-hidden"> results</span>
            </span>
          </label>
        ))}
      </div>
      <div className="facet-actions">
        {state.canShowMoreValues && (
          <button type="button" className="link-button" onClick={() => controller.showMoreValues()}>
            Show more
          </button>
        )}
        {state.hasActiveValues && (
          <button type="button" className="link-button" onClick={() => controller.deselectAll()}>
            Clear {label.toLowerCase()}
          </button>
        )}
      </div>
    </fieldset>
  )
}
