'use client'

import { type TokenAnswer, type TokenSource, tabChannel } from '@coveo-token/core/browser'
import { type ReactNode, useMemo } from 'react'
import { serverSnapshotOf, TokenContext } from './token-context.ts'
import { usePageSource } from './use-page-source.ts'

export interface CoveoTokenProviderProps {
  /** Address of your token endpoint. Default `/api/coveo-token`. */
  endpoint?: string | undefined
  /** A token that the server got for this request's user, so that the first paint needs no request. */
  initialToken?: TokenAnswer | undefined
  /**
   * Anything that changes when the signed-in user does, such as a user id. Tabs of one session then share their first token too,
   * and a change of it starts afresh.
   */
  session?: string | undefined
  /** Whether to share tokens and sign-outs with other tabs. Default true. */
  crossTab?: boolean | undefined
  /** A source of your own, made by `createTokenSource()`, in place of `endpoint`, `session` and `crossTab`. You dispose of it. */
  source?: TokenSource | undefined
  children?: ReactNode
}

/** Gives everything below it one token source. */
export function CoveoTokenProvider({ source, children, ...options }: CoveoTokenProviderProps) {
  return source ? (
    <SourceProvider source={source} initialToken={options.initialToken}>
      {children}
    </SourceProvider>
  ) : (
    <PageProvider {...options}>{children}</PageProvider>
  )
}

function PageProvider(props: Omit<CoveoTokenProviderProps, 'source'>) {
  const { endpoint = '/api/coveo-token', session, initialToken, crossTab = true, children } = props
  const tabs = () => (crossTab ? tabChannel({ session }) : undefined)
  const source = usePageSource({ endpoint, session, initialToken, tabs })
  return (
    <SourceProvider source={source as TokenSource} initialToken={initialToken}>
      {children}
    </SourceProvider>
  )
}

interface SourceProviderProps {
  source: TokenSource
  initialToken: TokenAnswer | undefined
  children: ReactNode
}

function SourceProvider({ source, initialToken, children }: SourceProviderProps) {
  const value = useMemo(() => ({ source, serverSnapshot: serverSnapshotOf(initialToken) }), [source, initialToken])
  return <TokenContext.Provider value={value}>{children}</TokenContext.Provider>
}
