import { createTokenEndpoint, type EndpointRequest, type TokenEndpointOptions } from './token-endpoint.ts'

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
  const { user, onError, ...rest } = options
  const endpoint = createTokenEndpoint<User, FetchCall<Context>>({
    ...rest,
    user: ({ request, context }) => user(request, context),
    ...(onError && { onError: (error, { request }) => onError(error, request) }),
  })
  return async (request, context) => {
    const call = { request, context: context as Context }
    const { status, headers, body } = await endpoint.handle(toEndpointRequest(request), call)
    return new Response(body === '' ? null : body, { status, headers })
  }
}

/** A web-standard request as the endpoint reads it. `origin` defaults to that of its URL. */
export function toEndpointRequest(request: Request, origin = new URL(request.url).origin): EndpointRequest {
  return {
    method: request.method,
    origin,
    header: (name) => request.headers.get(name) ?? undefined,
    body: () => request.body && chunksOf(request.body),
    signal: request.signal,
  }
}

/** Not every runtime lets a `ReadableStream` be iterated. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
