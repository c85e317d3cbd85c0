'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { createRecovery, type RecoverySnapshot, type RecoveryState } from './recovery.ts'

/** Retries while the search fails. `retry` must be the same function in every render. */
export function useRecovery({ down, busy, retry }: RecoveryState): RecoverySnapshot {
  const [recovery] = useState(createRecovery)
  const snapshot = useSyncExternalStore(recovery.subscribe, recovery.getSnapshot, recovery.getSnapshot)
  const { attempts } = snapshot
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt plans the next one
  useEffect(() => recovery.follow({ down, busy, retry }), [recovery, down, busy, retry, attempts])
  return snapshot
}
