'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** A parameter of the page's URL, and how to set it: opening adds a history entry, closing replaces the current one. */
export function useUrlParameter(name: string): [value: string | null, set: (value: string | null) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => new URLSearchParams(location.search).get(name),
    () => null,
  )

  function set(next: string | null) {
    const url = new URL(location.href)
    if (next === null) url.searchParams.delete(name)
    else url.searchParams.set(name, next)
    if (next === null) history.replaceState(null, '', url)
    else history.pushState(null, '', url)
    for (const listener of listeners) listener()
  }

  return [value, set]
}
