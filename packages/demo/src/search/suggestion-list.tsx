'use client'

import { Icon } from '../page/icon.tsx'

interface SuggestionListProps {
  /** Id of the list; its options are `<id>-0`, `<id>-1` and so on. */
  id: string
  expanded: boolean
  active: number
  typed: string
  suggestions: readonly string[]
  onChoose: (suggestion: string) => void
}

/** The list under the search field. The focus stays in the field, which points at the active option. */
export function SuggestionList({ id, expanded, active, typed, suggestions, onChoose }: SuggestionListProps) {
  return (
    <div id={id} className="suggestions" role="listbox" aria-label="Suggestions" hidden={!expanded}>
      {suggestions.map((suggestion, index) => {
        // The typed text is plain, the completion is bold.
        const at = Math.max(0, suggestion.toLowerCase().indexOf(typed.toLowerCase()))
        const end = at + (suggestion.toLowerCase().includes(typed.toLowerCase()) ? typed.length : 0)
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a combobox belong to its field
          <div
            key={suggestion}
            id={`${id}-${index}`}
            className="suggestion"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(suggestion)}
          >
            <Icon name="search" />
            <span dir="auto">
              <b>{suggestion.slice(0, at)}</b>
              {suggestion.slice(at, end)}
              <b>{suggestion.slice(end)}</b>
            </span>
          </div>
        )
      })}
    </div>
  )
}
