'use client'

import { useSyncExternalStore } from 'react'

/** Whether scripts run: false on the server, and while React takes over its HTML. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
