import 'server-only'
import {
  assertTokenOptions,
  createTokenEndpoint,
  handleFetchRequest,
  type TokenEndpointOptions,
} from '@coveo-token/core/adapter'
import type { NextRequest } from 'next/server.js'
import { ownOrigin } from './own-origin.ts'
import { nobodyIfTurnedAway } from './turned-away.ts'

export type TokenRouteOptions<User> = TokenEndpointOptions<User, NextRequest>

type RouteHandler = (request: NextRequest) => Promise<Response>

/**
 * The route handlers of the token endpoint, one for each method that a route file can export:
 * `export const { GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE } = createTokenRoute({ … })`. `GET` and `POST` are enough
 * to work; a method that is not exported is answered by Next itself, without the endpoint's headers and problem.
 * They read the request before anything else, so Next answers every request anew, and never one in advance; in a file
 * that declares `dynamic = 'force-static'` they throw a `TypeError`, and `next build` fails.
 * Where `user` calls `redirect()` or `unauthorized()`, nobody is signed in: 401.
 */
export function createTokenRoute<User>(
  options: TokenRouteOptions<User>,
): Record<'GET' | 'HEAD' | 'POST' | 'OPTIONS' | 'PUT' | 'PATCH' | 'DELETE', RouteHandler> {
  assertTokenOptions(options)
  const user = nobodyIfTurnedAway(options.user)
  const endpoint = createTokenEndpoint<User, NextRequest>({ ...options, user })
  async function route(request: NextRequest): Promise<Response> {
    const { headers } = request
    if (!headers.has('host') && headers.keys().next().done) throw new TypeError(withoutHeaders)
    const origin = () => ownOrigin((name) => headers.get(name), new URL(request.url))
    return handleFetchRequest(endpoint, { request, origin, context: request })
  }
  return { GET: route, HEAD: route, POST: route, OPTIONS: route, PUT: route, PATCH: route, DELETE: route }
}

/** What Next hands to a route that is declared static; a real request has at least a `Host`. */
const withoutHeaders =
  'A token route was given a request without any headers, as Next does where a file says ' +
  "`export const dynamic = 'force-static'`. Remove that: a token belongs to one user, and must not be kept for the next."
