'use client'

import type { TokenSnapshot } from '@coveo-token/core/browser'
import { useSyncExternalStore } from 'react'
import type { TokenContextValue } from './token-context.ts'

/** The source's snapshot; on the server and in the first render of a hydrated page, what the server rendered. */
export function useTokenSnapshot({ source, serverSnapshot }: TokenContextValue): TokenSnapshot {
  return useSyncExternalStore(source.subscribe, source.getSnapshot, () => serverSnapshot)
}
