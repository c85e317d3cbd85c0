/** How a list of suggestions stands: `active` is -1 while the typed text itself is meant. */
export interface ComboboxState {
  open: boolean
  active: number
}

const closed: ComboboxState = { open: false, active: -1 }

/**
 * What a key does to the list, after the combobox pattern of the ARIA Authoring Practices; undefined when the key
 * is none of its business and the field should have it.
 */
export function comboboxKey(key: string, state: ComboboxState, count: number): ComboboxState | undefined {
  if (key === 'Escape') return state.open ? closed : undefined
  if (count === 0) return undefined
  // One place more than there are suggestions: past either end one is back in the field.
  const places = count + 1
  if (key === 'ArrowDown') return { open: true, active: state.open ? ((state.active + 2) % places) - 1 : 0 }
  if (key === 'ArrowUp') return { open: true, active: state.open ? ((state.active + places) % places) - 1 : count - 1 }
  return undefined
}
