'use client'

import type { TokenSnapshot, TokenSource } from '@coveo-token/core/browser'
import { createContext, useContext, useState } from 'react'
import { createPageSource } from './page-source.ts'

/** The value of a provider for the hooks below it. */
export interface ProvidedSource {
  readonly source: TokenSource
  /** The state that the server rendered below this provider. Providers that share a source may differ in it. */
  readonly serverSnapshot: TokenSnapshot
}

export const TokenContext = createContext<ProvidedSource | undefined>(undefined)

/** The source of the nearest provider, or that of the default endpoint. */
export function useProvidedSource(): ProvidedSource {
  const [fallback] = useState(defaultSource)
  return useContext(TokenContext) ?? fallback
}

/** A new one for each component: on a server, a source in a module would be shared by all users. */
function defaultSource(): ProvidedSource {
  const source = createPageSource({ endpoint: '/api/coveo-token' })
  return { source, serverSnapshot: source.getServerSnapshot() }
}
