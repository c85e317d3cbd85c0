import 'server-only'
import { createTokenEndpoint, type TokenEndpointOptions, toEndpointRequest } from '@coveo-token/core'
import type { NextRequest } from 'next/server.js'
import { ownOrigin } from './own-origin.ts'

export type TokenRouteOptions<User> = TokenEndpointOptions<User, NextRequest>

type RouteHandler = (request: NextRequest) => Promise<Response>

/** The route handlers of the token endpoint: `export const { GET, HEAD, POST, OPTIONS } = createTokenRoute({ … })`. */
export function createTokenRoute<User>(
  options: TokenRouteOptions<User>,
): Record<'GET' | 'HEAD' | 'POST' | 'OPTIONS', RouteHandler> {
  const endpoint = createTokenEndpoint<User, NextRequest>(options)
  async function route(request: NextRequest): Promise<Response> {
    const origin = ownOrigin((name) => request.headers.get(name), new URL(request.url))
    const { status, headers, body } = await endpoint.handle(toEndpointRequest(request, origin), request)
    return new Response(body === '' ? null : body, { status, headers })
  }
  return { GET: route, HEAD: route, POST: route, OPTIONS: route }
}
