'use client'

import {
  createTabChannel,
  createTokenSource,
  type TokenResponse,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import { type ReactNode, useEffect, useInsertionEffect, useMemo, useState } from 'react'
import { createPageSource } from './page-source.ts'
import { TokenContext } from './token-context.ts'

export interface CoveoTokenProviderProps extends Pick<TokenSourceOptions, 'credentials' | 'fetch' | 'headers'> {
  /** Address of your token endpoint. Default `/api/coveo-token`. */
  readonly endpoint?: string | undefined
  /**
   * The token that your server got for this request's user, so that the first paint needs no request. A token of another user starts
   * afresh. `null`: the user is signed out, and no request is sent.
   */
  readonly initialToken?: TokenResponse | null | undefined
  /** Changes with the signed-in user, such as a user id: everything starts afresh. Tabs of one key share their first token too. */
  readonly sessionKey?: string | undefined
  /** Whether to share tokens and sign-outs with other tabs. Default true. */
  readonly crossTab?: boolean | undefined
  /** A source of your own from `createTokenSource()`; replaces all of the above. */
  readonly source?: TokenSource | undefined
  readonly children?: ReactNode
}

/** Gives everything below it one token source. */
export function CoveoTokenProvider({ source, ...options }: CoveoTokenProviderProps): ReactNode {
  if (source) return <OwnSourceProvider source={source}>{options.children}</OwnSourceProvider>
  return <PageSourceProvider {...options} />
}

function OwnSourceProvider({ source, children }: { readonly source: TokenSource; readonly children: ReactNode }) {
  const provided = useMemo(() => ({ source, serverSnapshot: source.getServerSnapshot() }), [source])
  return <TokenContext.Provider value={provided}>{children}</TokenContext.Provider>
}

type PageOptions = Omit<CoveoTokenProviderProps, 'source'>

function PageSourceProvider(options: PageOptions) {
  const { endpoint, initialToken, sessionKey, crossTab, credentials, fetch, headers } = options
  const identity = [endpoint, sessionKey, crossTab, credentials, initialToken ? initialToken.fingerprint : initialToken]
  const [held, setHeld] = useState(() => hold(options, identity))
  // React repeats this render at once. If it abandons the render, the state is as it was.
  if (identity.some((part, at) => part !== held.identity[at])) setHeld(hold(options, identity))
  const { source } = held
  useInsertionEffect(() => source.prepare({ fetch, headers }), [source, fetch, headers])
  useEffect(() => source.retain(), [source])
  return <TokenContext.Provider value={held}>{options.children}</TokenContext.Provider>
}

function hold(options: PageOptions, identity: readonly unknown[]) {
  const { endpoint = '/api/coveo-token', initialToken, sessionKey, crossTab = true } = options
  const tabs = crossTab ? createTabChannel({ session: sessionKey }) : undefined
  return {
    identity,
    source: createPageSource({ ...options, endpoint, tabs }),
    serverSnapshot: createTokenSource({ initialToken }).getServerSnapshot(),
  }
}
