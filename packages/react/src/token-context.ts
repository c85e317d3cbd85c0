'use client'

import type { TokenSnapshot, TokenSource } from '@coveo-token/core/browser'
import { createContext, useContext, useMemo } from 'react'
import { type PageSourceOptions, providePageSource } from './page-source.ts'

/** The value of a provider for the hooks below it. */
export interface ProvidedSource {
  readonly source: TokenSource
  /** The state that the server rendered below this provider. Providers that share a source may differ in it. */
  readonly serverSnapshot: TokenSnapshot
  /** How the source was created, unless it is the application's own. */
  readonly options?: PageSourceOptions
}

export const TokenContext = createContext<ProvidedSource | undefined>(undefined)

/** The source of the nearest provider, or that of the default endpoint, for a variant. */
export function useProvidedSource(variant?: string): ProvidedSource {
  const provider = useContext(TokenContext)
  return useMemo(() => provideVariant(provider, variant), [provider, variant])
}

/** A new source for each component: on a server, one in a module would be shared by all users. */
function provideVariant(provider: ProvidedSource | undefined, variant: string | undefined): ProvidedSource {
  if (!provider) return providePageSource({ variant })
  const { options } = provider
  if (!options || (variant ?? options.variant) === options.variant) return provider
  // The token is one of the provider's own variant; `null` says that the user is signed out of all.
  return providePageSource({
    ...options,
    variant,
    user: options.sessionKey ?? options.initialToken?.subject ?? options.initialToken?.fingerprint,
    initialToken: options.initialToken && undefined,
  })
}
