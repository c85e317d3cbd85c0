'use client'

import {
  createTabChannel,
  type TokenResponse,
  type TokenSource,
  type TokenSourceOptions,
} from '@coveo-token/core/browser'
import { type ReactNode, useEffect, useInsertionEffect, useState } from 'react'
import type { PageSource } from './page-entries.ts'
import { providePageSource } from './page-source.ts'
import { type ProvidedSource, TokenContext } from './token-context.ts'
import type { VariantName } from './variant-name.ts'

export interface CoveoTokenProviderProps extends Pick<TokenSourceOptions, 'credentials' | 'fetch' | 'headers'> {
  /** Address of your token endpoint. Default `/api/coveo-token`. */
  readonly endpoint?: string | undefined
  /** One of the variants that your server allows, such as a hub or a site. Default: the server's first. */
  readonly variant?: VariantName | undefined
  /**
   * The token that your server got for this request's user, so that the first paint needs no request. A token of another user starts
   * afresh. `null`: the user is signed out, and no request is sent.
   */
  readonly initialToken?: TokenResponse | null | undefined
  /** Changes with the signed-in user, such as a user id: everything starts afresh. Tabs of one key share their first token too. */
  readonly sessionKey?: string | undefined
  /**
   * Shares tokens, sign-outs and changes of user with other tabs. The variants of a page share `signOut()` and `renew()` also without it.
   * Default true.
   */
  readonly crossTab?: boolean | undefined
  /** A source of your own from `createTokenSource()`; replaces all of the above. */
  readonly source?: TokenSource | undefined
  readonly children?: ReactNode
}

/** Gives everything below it one token source for each variant. */
export function CoveoTokenProvider({ children, ...props }: CoveoTokenProviderProps): ReactNode {
  const { source, fetch, headers, ...others } = props
  const identity = JSON.stringify(others)
  const [held, setHeld] = useState(() => hold(props, identity))
  // React repeats this render at once. If it abandons the render, the state is as it was.
  if (held.identity !== identity || held.own !== source) setHeld(hold(props, identity))
  const page: TokenSource & Partial<PageSource> = held.source
  useInsertionEffect(() => page.prepare?.({ fetch, headers }), [page, fetch, headers])
  useEffect(() => {
    // The first use of a source opens it: a sign-out in another tab may come before the first component uses the token.
    if (page.getSnapshot().token) page.getToken().catch(() => {})
    return page.retain?.()
  }, [page])
  return <TokenContext.Provider value={held}>{children}</TokenContext.Provider>
}

interface Held extends ProvidedSource {
  /** The options that decide which source the provider holds. */
  readonly identity: string
  /** The application's own source. */
  readonly own?: TokenSource | undefined
}

function hold({ source: own, ...options }: CoveoTokenProviderProps, identity: string): Held {
  const tabs = options.crossTab === false ? undefined : createTabChannel({ session: options.sessionKey })
  const provided = own
    ? { source: own, serverSnapshot: own.getServerSnapshot() }
    : providePageSource({ ...options, tabs })
  return { identity, own, ...provided }
}
