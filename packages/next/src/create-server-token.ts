import 'server-only'
import { type EndpointIssuer, type IssuedToken, isTokenError } from '@coveo-token/core'
import {
  assertTokenOptions,
  type BrowserWarnerOptions,
  createBrowserWarner,
  isSignedOut,
  toTokenResponse,
} from '@coveo-token/core/adapter'
import type { TokenResponse } from '@coveo-token/core/browser'
import { headers } from 'next/headers.js'
import { connection } from 'next/server.js'
import { cache } from 'react'

export interface ServerTokenOptions<User> extends BrowserWarnerOptions {
  /** Issues the tokens. */
  tokens: EndpointIssuer<User>
  /** Who is signed in, by your session (`cookies()`, `auth()` …). `null` means nobody. */
  user: () => User | null | undefined | Promise<User | null | undefined>
  /** The clock, in milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number
}

export interface ServerToken {
  /**
   * The signed-in user's token, or `null` when nobody is signed in. However many components of one request ask, the
   * session is read once. Rejects with a `TokenError` when Coveo gives none. Waits for a real request, so that no token
   * is ever rendered into a static or cached page.
   */
  getCoveoToken(): Promise<IssuedToken | null>
  /** The same token as the React provider's `initialToken` takes it; `undefined` when there is none, for whatever reason. */
  initialToken(): Promise<TokenResponse | undefined>
}

/** The signed-in user's token in Server Components, Server Actions and route handlers. Throws `TypeError` for an option that cannot work. */
export function createServerToken<User>(options: ServerTokenOptions<User>): ServerToken {
  assertTokenOptions(options)
  const { tokens, now = () => Date.now() } = options
  const warn = createBrowserWarner(options)
  // React forgets this at the end of the request; nothing here outlives it.
  const ofRequest = cache(async () => {
    const user = await options.user()
    return isSignedOut(user) ? null : tokens.issue(user)
  })

  async function getCoveoToken(): Promise<IssuedToken | null> {
    return (await hasRequest()) ? ofRequest() : null
  }

  async function initialToken(): Promise<TokenResponse | undefined> {
    const issued = (await hasRequest()) ? await ofRequest().catch(noTokenNow) : null
    if (!issued) return undefined
    warn(issued)
    return toTokenResponse(issued, { organizationId: tokens.organizationId, now: now() })
  }

  return { getCoveoToken, initialToken }
}

/**
 * Makes Next wait for a request, or fail, wherever it would prerender or cache. Only a page declared `force-static` gets
 * past that, and it is rendered without headers: such a page is nobody's.
 */
async function hasRequest(): Promise<boolean> {
  await connection()
  return !(await headers()).keys().next().done
}

/** A page is better without a token than not at all; the provider asks again. What is not ours (a redirect) passes. */
function noTokenNow(error: unknown): null {
  if (isTokenError(error)) return null
  throw error
}
