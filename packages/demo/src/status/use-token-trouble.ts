'use client'

import { useCoveoTokenSource } from '@coveo-token/react'
import { useSyncExternalStore } from 'react'
import { type TokenTrouble, tokenState } from './token-state.ts'
import { useOnline } from './use-online.ts'

/** The trouble with the current token, and when it is tried again; undefined while all is well. */
export function useTokenTrouble(): TokenTrouble | undefined {
  const source = useCoveoTokenSource()
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getServerSnapshot)
  return tokenState(snapshot, useOnline())
}
