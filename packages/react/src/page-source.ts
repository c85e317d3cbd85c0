'use client'

import { createTokenSource, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'

/** This page's sources. A source that nobody uses any more holds no timer and no listener, and may be collected. */
const sources = new Map<string, WeakRef<TokenSource>>()

/** The page's one source for an endpoint and session. On a server, where one process renders for many users, always a new one. */
export function pageSource(options: TokenSourceOptions, session?: string): TokenSource {
  const key = `${options.endpoint} ${session}`
  let source = sources.get(key)?.deref()
  if (!source) {
    source = createTokenSource(options)
    if (globalThis.window) sources.set(key, new WeakRef(source))
  }
  return source
}
