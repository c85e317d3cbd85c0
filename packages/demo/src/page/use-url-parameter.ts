'use client'

import { useSyncExternalStore } from 'react'
import { readAddress, subscribeToAddress, writeAddress } from './page-address.ts'

/** A parameter of the page's URL, and how to set it: opening adds a history entry, closing replaces the current one. */
export function useUrlParameter(name: string): [value: string | null, set: (value: string | null) => void] {
  const value = useSyncExternalStore(
    subscribeToAddress,
    () => readAddress().searchParams.get(name),
    () => null,
  )

  function set(next: string | null) {
    const url = readAddress()
    if (next === null) url.searchParams.delete(name)
    else url.searchParams.set(name, next)
    writeAddress(url, { asEntry: next !== null })
  }

  return [value, set]
}
