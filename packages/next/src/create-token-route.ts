import '#server-only'
import type { EndpointIssuer, EndpointOptions, MaybePromise, SignedOut } from '@coveo-token/core'
import { assertTokenOptions, createTokenEndpoint, handleFetchRequest } from '@coveo-token/core/adapter'
import type { NextRequest } from 'next/server.js'
import { afterResponse } from './after-response.ts'
import { ownOrigin } from './own-origin.ts'
import { ownPath } from './own-path.ts'
import { signedOutIfRedirected } from './signed-out-if-redirected.ts'

export interface TokenRouteOptions<User> extends EndpointOptions<NextRequest> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by your own session. `null`, `undefined`, `false`, `''`, `redirect()` and `unauthorized()` mean
   * signed out: 401.
   */
  readonly user: (request: NextRequest) => MaybePromise<NoInfer<User> | SignedOut>
}

/** A handler for each method that a route file can export. */
export type TokenRouteHandlers = Readonly<
  Record<'GET' | 'HEAD' | 'POST' | 'OPTIONS' | 'PUT' | 'PATCH' | 'DELETE', (request: NextRequest) => Promise<Response>>
>

/**
 * The route of the token endpoint: `export const { GET, POST } = createTokenRoute({ … })`. Next itself responds to
 * methods that the file does not export, without the endpoint's headers.
 * The handlers read the request before anything else, so Next never prerenders or caches a response. In a file with
 * `dynamic = 'force-static'` they throw a `TypeError`, and `next build` fails.
 */
export function createTokenRoute<User>(options: TokenRouteOptions<User>): TokenRouteHandlers {
  assertTokenOptions(options)
  const { tokens, allowedOrigins, allowedHosts, userTimeoutMs, onError } = options
  const endpoint = createTokenEndpoint<User, NextRequest>({
    tokens,
    allowedOrigins,
    allowedHosts,
    userTimeoutMs,
    onError,
    user: signedOutIfRedirected(options.user),
    waitUntil: options.waitUntil ?? afterResponse,
  })
  async function route(request: NextRequest): Promise<Response> {
    const { headers } = request
    if (!headers.has('host') && headers.keys().next().done) throw new TypeError(withoutHeaders)
    const { url } = request
    const origin = () => ownOrigin((name) => headers.get(name), new URL(url))
    return handleFetchRequest(endpoint, { request, origin, path: ownPath(url), context: request })
  }
  return { GET: route, HEAD: route, POST: route, OPTIONS: route, PUT: route, PATCH: route, DELETE: route }
}

/** Next passes such a request to a route that is declared static; a real request has at least a `Host`. */
const withoutHeaders =
  'A token route received a request without any headers, as Next creates where a file has ' +
  "`export const dynamic = 'force-static'`. Remove that: a token belongs to one user and must not be stored for the next."
