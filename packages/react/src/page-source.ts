'use client'

import { createTokenSource, type TokenSource, type TokenSourceOptions } from '@coveo-token/core/browser'

/** This page's sources, for as long as it lives. One that nobody uses holds no timer and no listener. */
const sources: Record<string, TokenSource> = {}

/** The page's one source for `key`. On a server, where one process renders for many users, always a new one. */
export function pageSource(options: TokenSourceOptions, key: string = options.endpoint): TokenSource {
  if (!globalThis.window) return createTokenSource(options)
  sources[key] ??= createTokenSource(options)
  return sources[key]
}
