'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { type CoveoToken, toCoveoToken } from './coveo-token.ts'
import { useProvidedSource } from './token-context.ts'

/** The current token. The component renders again when the token, its status or its error changes. */
export function useCoveoToken(): CoveoToken {
  const { source, serverSnapshot } = useProvidedSource()
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, () => serverSnapshot)
  return useMemo(() => toCoveoToken(snapshot, source), [snapshot, source])
}
