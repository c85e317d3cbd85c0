'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { useRecovery } from '../search/use-recovery.ts'
import { notLoaded, type Part } from './part.ts'

/** Loads a part once it is wanted. Repeats a load that failed, with growing pauses, and when the browser is online again. */
export function usePart<Props>(part: Part<Props>, isWanted = true) {
  const snapshot = useSyncExternalStore(part.subscribe, part.getSnapshot, () => notLoaded)
  const { isLoading, hasFailed } = snapshot
  const { retryAt } = useRecovery({ down: hasFailed, busy: isLoading, retry: part.load })
  useEffect(() => {
    if (isWanted) void part.load()
  }, [part, isWanted])
  return { ...snapshot, retryAt }
}
