'use client'

import { createTabChannel, type TokenResponse, type TokenSource } from '@coveo-token/core/browser'
import type { ReactNode } from 'react'
import { sessionSource } from './session-source.ts'
import { TokenContext } from './use-coveo-token.ts'

export interface CoveoTokenProviderProps {
  /** Address of your token endpoint. Default `/api/coveo-token`. */
  endpoint?: string | undefined
  /** A token that the server got for this request's user, so that the first paint needs no request. One that comes later is left alone. */
  initialToken?: TokenResponse | undefined
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
export function CoveoTokenProvider(props: CoveoTokenProviderProps) {
  const { endpoint = '/api/coveo-token', initialToken, session, crossTab = true, children } = props
  const tabs = crossTab ? createTabChannel({ session }) : undefined
  const source = props.source ?? sessionSource({ endpoint, initialToken, tabs }, session)
  return <TokenContext.Provider value={source}>{children}</TokenContext.Provider>
}
