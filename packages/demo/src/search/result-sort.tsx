'use client'

import { buildDateSortCriterion, buildRelevanceSortCriterion, type Sort, SortOrder } from '@coveo/headless'
import { useControllerState } from './use-controller-state.ts'

const criteria = {
  relevance: { label: 'Relevance', criterion: buildRelevanceSortCriterion() },
  newest: { label: 'Newest first', criterion: buildDateSortCriterion(SortOrder.Descending) },
  oldest: { label: 'Oldest first', criterion: buildDateSortCriterion(SortOrder.Ascending) },
} as const

type Choice = keyof typeof criteria
const choices = Object.keys(criteria) as Choice[]

/** Selects the order of the results. */
export function ResultSort({ controller }: { controller: Sort }) {
  useControllerState(controller)
  const chosen = choices.find((choice) => controller.isSortedBy(criteria[choice].criterion))
  return (
    <label className="sort">
      <span>Sort by</span>
      <select
        value={chosen ?? 'relevance'}
        onChange={(event) => {
          const choice = choices.find((each) => each === event.target.value)
          if (choice !== undefined) controller.sortBy(criteria[choice].criterion)
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {criteria[choice].label}
          </option>
        ))}
      </select>
    </label>
  )
}
