'use client'

import type { TokenError, TokenSnapshot, TokenSource } from '@coveo-token/core/browser'
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { pageSource } from './page-source.ts'

export interface CoveoToken {
  /** The token to send to Coveo; undefined until there is one, and after sign-out. */
  token: string | undefined
  /** `error` only while no usable token is held: a failing renewal keeps `ready`. */
  status: TokenSnapshot['status']
  /** Why the last renewal failed, with a sentence that says what to change. */
  error: TokenError | undefined
  /** When the token ends: milliseconds since the epoch by this browser's clock. Undefined on the server and while hydrating. */
  expiresAt: number | undefined
  /** Asks the endpoint now. Never rejects: a failure shows in `error`. */
  renew: () => Promise<void>
}

/** The source that `CoveoTokenProvider` gives to everything below it. */
export const TokenContext = createContext<TokenSource | null>(null)

/** The token source itself, for calls outside rendering. Never re-renders when the token is renewed. */
export function useCoveoTokenSource(): TokenSource {
  return useContext(TokenContext) ?? pageSource({ endpoint: '/api/coveo-token' })
}

/** The current token. The component renders again when the token, its status or its error changes. */
export function useCoveoToken(): CoveoToken {
  const source = useCoveoTokenSource()
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getServerSnapshot)
  return useMemo(() => ({ ...snapshot, renew: () => source.renew().catch(() => {}) }) as CoveoToken, [snapshot, source])
}
