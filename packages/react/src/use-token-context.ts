'use client'

import { loadingSnapshot } from '@coveo-token/core/browser'
import { useContext } from 'react'
import { pageSource } from './page-source.ts'
import { TokenContext, type TokenContextValue } from './token-context.ts'

/** The nearest provider's source; without a provider, the page's source for the default endpoint. */
export function useTokenContext(): TokenContextValue {
  return (
    useContext(TokenContext) ?? {
      source: pageSource({ endpoint: '/api/coveo-token' }),
      serverSnapshot: loadingSnapshot,
    }
  )
}
