'use client'

import type { SearchBox as SearchBoxController } from '@coveo/headless'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Icon } from '../page/icon.tsx'
import { type ComboboxState, comboboxKey } from './combobox-keys.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { useControllerState } from './use-controller-state.ts'
import { useSlashKey } from './use-slash-key.ts'

/** The search field with its suggestions: an ARIA combobox, so the focus stays in the field. */
export function SearchBox({ controller }: { controller: SearchBoxController }) {
  const { value, suggestions } = useControllerState(controller)
  const [list, setList] = useState<ComboboxState>({ open: false, active: -1 })
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  useSlashKey(field)
  const expanded = list.open && suggestions.length > 0
  const close = () => setList({ open: false, active: -1 })

  function search() {
    const chosen = expanded ? suggestions[list.active] : undefined
    if (chosen === undefined) controller.submit()
    else controller.selectSuggestion(chosen.rawValue)
    close()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const next = comboboxKey(event.key, { ...list, open: expanded }, suggestions.length)
    if (next === undefined) return
    event.preventDefault()
    setList(next)
  }

  return (
    <search className="search-box">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          search()
        }}
      >
        <span className="search-box-icon">
          <Icon name="search" />
        </span>
        <input
          ref={field}
          type="text"
          dir="auto"
          role="combobox"
          aria-label="Search"
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={expanded}
          aria-controls={listId}
          aria-activedescendant={expanded && list.active >= 0 ? `${listId}-${list.active}` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          placeholder="Search guides, policies, reports…"
          value={value}
          onFocus={() => controller.showSuggestions()}
          onClick={() => setList((state) => ({ ...state, open: true }))}
          onBlur={close}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            controller.updateText(event.target.value)
            setList({ open: true, active: -1 })
          }}
        />
        {value !== '' && (
          <button
            type="button"
            className="icon-button"
            aria-label="Clear"
            onClick={() => {
              controller.clear()
              controller.submit()
              field.current?.focus()
            }}
          >
            <Icon name="clear" />
          </button>
        )}
        <button type="submit" className="button button-primary">
          Go
        </button>
      </form>
      <SuggestionList
        id={listId}
        expanded={expanded}
        active={list.active}
        typed={value}
        suggestions={suggestions.map((suggestion) => suggestion.rawValue)}
        onChoose={(suggestion) => {
          controller.selectSuggestion(suggestion)
          close()
        }}
      />
    </search>
  )
}
