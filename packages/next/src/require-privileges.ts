import type { MaybePromise } from '@coveo-token/core'
import type { PrivilegeGuard } from '@coveo-token/core/adapter'
import type { NextRequest } from 'next/server.js'

export type RouteHandler<Context> = (request: NextRequest, context: Context) => MaybePromise<Response>

/** A route handler that runs only for requests that the guard passes. The guard's refusal is the response otherwise. */
export function guardRoute<Context>(
  guard: PrivilegeGuard,
  handler: RouteHandler<Context>,
): (request: NextRequest, context: Context) => Promise<Response> {
  return async (request, context) => {
    const refusal = await guard.respond(request.headers.get('authorization') ?? undefined, { signal: request.signal })
    return refusal ? new Response(refusal.body, refusal) : handler(request, context)
  }
}
