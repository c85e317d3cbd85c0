'use client'

import { createTokenSource, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'

/** This page's source for each endpoint. One that nobody uses holds no timer. */
export const pageSources: Record<string, TokenSource> = {}

/** The page's one source for an endpoint. On a server, where one process renders for many users, always a new one. */
export function pageSource(options: TokenSourceOptions): TokenSource {
  if (!globalThis.window) return createTokenSource(options)
  const { endpoint = '/api/coveo-token' } = options
  pageSources[endpoint] ??= createTokenSource(options)
  return pageSources[endpoint] as TokenSource
}
