'use client'

import { loadingSnapshot, type TokenAnswer, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { createContext } from 'react'

export interface TokenContextValue {
  source: TokenSource
  /** What the server rendered, and therefore what the first render in the browser must show. */
  serverSnapshot: TokenSnapshot
}

export const TokenContext = createContext<TokenContextValue | undefined>(undefined)

/** Holds nothing that depends on when it is read, so that server and browser render the same. */
export function serverSnapshotOf(initialToken: TokenAnswer | undefined): TokenSnapshot {
  if (!initialToken) return loadingSnapshot
  const { expiresIn, refreshIn, ...rest } = initialToken
  return { ...loadingSnapshot, ...rest, status: 'ready', origin: 'initial' }
}
