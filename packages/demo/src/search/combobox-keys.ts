/** State of the suggestion list: `active` is -1 while the typed text is selected. */
export interface ComboboxState {
  open: boolean
  active: number
}

const closed: ComboboxState = { open: false, active: -1 }

/**
 * The next state of the list after a key, by the combobox pattern of the ARIA Authoring Practices; undefined for keys
 * that belong to the text field.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function comboboxKey(key: string, state: ComboboxState, count: number): ComboboxState | undefined {
  if (key === 'Escape') return state.open ? closed : undefined
  if (count === 0) return undefined
  // One position more than there are suggestions: past either end, the text field is selected.
  const places = count + 1
  if (key === 'ArrowDown') return { open: true, active: state.open ? ((state.active + 2) % places) - 1 : 0 }
  if (key === 'ArrowUp') return { open: true, active: state.open ? ((state.active + places) % places) - 1 : count - 1 }
  return undefined
}
