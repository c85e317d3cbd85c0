'use client'

import {
  createTokenSource,
  type TokenResponse,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import { type ReactNode, useEffect, useInsertionEffect, useMemo, useState } from 'react'
import { createPageSource, type PageSourceOptions } from './page-source.ts'
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
export function CoveoTokenProvider(props: CoveoTokenProviderProps): ReactNode {
  const { endpoint = '/api/coveo-token', initialToken, sessionKey, crossTab = true, credentials } = props
  const { fetch, headers, source, children } = props
  const shared = usePageSource({ endpoint, initialToken, sessionKey, crossTab, credentials, fetch, headers })
  const provided = useMemo(
    () => (source ? { source, serverSnapshot: source.getServerSnapshot() } : shared),
    [source, shared],
  )
  return <TokenContext.Provider value={provided}>{children}</TokenContext.Provider>
}

/** The page's source for these options: another one as soon as endpoint, session or initial token change. */
function usePageSource(options: PageSourceOptions) {
  const { endpoint, initialToken, sessionKey, crossTab, credentials, fetch, headers } = options
  const identity = [endpoint, sessionKey, crossTab, credentials, initialToken ? initialToken.fingerprint : initialToken]
  const [held, setHeld] = useState(() => hold(options, identity))
  const isCurrent = identity.every((part, at) => part === held.identity[at])
  const { source } = held
  // React repeats this render at once. If it abandons the render, the state is as it was.
  if (!isCurrent) setHeld(hold(options, identity))
  useInsertionEffect(() => source.prepare({ fetch, headers }), [source, fetch, headers])
  useEffect(() => source.retain(), [source])
  return held
}

function hold(options: PageSourceOptions, identity: readonly unknown[]) {
  const { initialToken } = options
  const serverSnapshot = createTokenSource({ initialToken }).getServerSnapshot()
  return { identity, source: createPageSource(options), serverSnapshot }
}
