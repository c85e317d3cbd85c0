'use client'

import {
  createTabChannel,
  createTokenSource,
  type TokenResponse,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import { type ReactNode, useEffect, useInsertionEffect, useState } from 'react'
import type { PageSource } from './page-entries.ts'
import { createPageSource } from './page-source.ts'
import { type ProvidedSource, TokenContext } from './token-context.ts'

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
  const { source, endpoint, initialToken, sessionKey, crossTab, credentials, fetch, headers } = props
  // Two renders of one token differ in the seconds that it has left.
  const { fingerprint = initialToken, expiresIn } = initialToken ?? {}
  const identity = [source, endpoint, sessionKey, crossTab, credentials, fingerprint, expiresIn]
  const [held, setHeld] = useState(() => hold(props, identity))
  // React repeats this render at once. If it abandons the render, the state is as it was.
  if (identity.some((part, at) => part !== held.identity[at])) setHeld(hold(props, identity))
  const { page } = held
  useInsertionEffect(() => page?.prepare({ fetch, headers }), [page, fetch, headers])
  useEffect(() => page?.retain(), [page])
  return <TokenContext.Provider value={held}>{props.children}</TokenContext.Provider>
}

interface Held extends ProvidedSource {
  /** Everything that decides which source a provider holds. */
  readonly identity: readonly unknown[]
  /** The source, unless it is the application's own. */
  readonly page?: PageSource | undefined
}

function hold({ source, ...options }: CoveoTokenProviderProps, identity: readonly unknown[]): Held {
  const { endpoint = '/api/coveo-token', initialToken, sessionKey, crossTab = true } = options
  if (source) return { identity, source, serverSnapshot: source.getServerSnapshot() }
  const tabs = crossTab ? createTabChannel({ session: sessionKey }) : undefined
  const page = createPageSource({ ...options, endpoint, tabs })
  return { identity, page, source: page, serverSnapshot: createTokenSource({ initialToken }).getServerSnapshot() }
}
