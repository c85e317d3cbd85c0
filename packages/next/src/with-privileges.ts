import 'server-only'
import { createPrivilegeGuard, type PrivilegeGuardOptions } from '@coveo-token/core/adapter'
import type { NextRequest } from 'next/server.js'

export type WithPrivilegesOptions = PrivilegeGuardOptions

type RouteHandler<Context> = (request: NextRequest, context: Context) => Response | Promise<Response>

/**
 * Lets a request reach the route handler only with a Coveo token (`Authorization: Bearer …`) that holds all of
 * `privileges`: 401 without one, 403 naming what is missing, 502 or 503 when Coveo cannot say.
 */
export function withPrivileges<Context>(
  options: WithPrivilegesOptions,
  handler: RouteHandler<Context>,
): (request: NextRequest, context: Context) => Promise<Response> {
  const guard = createPrivilegeGuard(options)
  return async (request, context) => {
    const refusal = await guard.answer(request.headers.get('authorization') ?? undefined, { signal: request.signal })
    return refusal ? new Response(refusal.body, refusal) : handler(request, context)
  }
}
