'use client'

import { loadingSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { useContext } from 'react'
import { TokenContext, type TokenContextValue } from './token-context.ts'
import { usePageSource } from './use-page-source.ts'

/** The nearest provider's source; without a provider, the page's source for the default endpoint. */
export function useTokenContext(): TokenContextValue {
  const provided = useContext(TokenContext)
  const source = usePageSource(provided ? undefined : { endpoint: '/api/coveo-token' })
  return provided ?? { source: source as TokenSource, serverSnapshot: loadingSnapshot }
}
