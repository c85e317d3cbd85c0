'use client'

import type { TokenSource, TokenSourceOptions } from '@coveo-token/core/browser'
import { pageSource, pageSources } from './page-source.ts'

/** The session that each endpoint's source serves, where one was named. */
const sessions: Record<string, string> = {}

/** The page's source for an endpoint, another one as soon as the session changes: no token outlives its user. */
export function sessionSource(options: TokenSourceOptions, session = ''): TokenSource {
  const { endpoint = '/api/coveo-token' } = options
  if (globalThis.window && (sessions[endpoint] ?? '') !== session) {
    sessions[endpoint] = session
    // Not now, while React renders: whoever listens would render again.
    void Promise.resolve().then(pageSources[endpoint]?.dispose)
    delete pageSources[endpoint]
  }
  return pageSource(options)
}
