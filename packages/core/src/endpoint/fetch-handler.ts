import { assertTokenOptions } from './assert-token-options.ts'
import { handleFetchRequest } from './fetch-exchange.ts'
import { createTokenEndpoint, type TokenEndpointOptions } from './token-endpoint.ts'

export interface FetchHandlerOptions<User, Context>
  extends Omit<TokenEndpointOptions<User, FetchCall<Context>>, 'user' | 'onError'> {
  /**
   * Who is signed in, by the server's own session; `context` is whatever the handler was called with beside the request.
   * Nothing (`null`, `undefined`, `false`, `''`) means nobody: 401.
   */
  user: (request: Request, context: Context) => User | null | undefined | Promise<User | null | undefined>
  /** As of `createTokenEndpoint`. */
  onError?: (error: unknown, request: Request) => void | Promise<void>
}

interface FetchCall<Context> {
  request: Request
  context: Context
}

/** The token endpoint as `(Request, context?) => Promise<Response>`: for Hono, Bun, Deno, Workers and every other fetch platform. */
export function createFetchHandler<User, Context = undefined>(
  options: FetchHandlerOptions<User, Context>,
): (request: Request, context?: Context) => Promise<Response> {
  assertTokenOptions(options)
  const { user, onError, ...rest } = options
  const endpoint = createTokenEndpoint<User, FetchCall<Context>>({
    ...rest,
    user: ({ request, context }) => user(request, context),
    ...(onError && { onError: (error, { request }) => onError(error, request) }),
  })
  return (request, context) =>
    handleFetchRequest(endpoint, { request, context: { request, context: context as Context } })
}
