import { streamChunks } from '../shared/stream-chunks.ts'
import { withoutSlashes } from '../shared/without-slashes.ts'
import { type EndpointRequest, queryValues } from './endpoint-exchange.ts'
import {
  assertTokenOptions,
  type EndpointIssuer,
  type EndpointOptions,
  type MaybePromise,
  type SignedOut,
} from './endpoint-options.ts'
import { createTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts'

export interface FetchHandlerOptions<User, Context> extends EndpointOptions<Context> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by the server's own session. `context` is the handler's second argument.
   * `null`, `undefined`, `false` and `''` mean signed out: 401.
   */
  readonly user: (request: Request, context: Context) => MaybePromise<NoInfer<User> | SignedOut>
  /**
   * The endpoint's own path, such as `/api/coveo-token`; every other path is 404. Set it where the handler is the whole
   * application. Default: any path that does not look like a file.
   */
  readonly path?: string | undefined
}

/** The context is a required argument exactly if `user` reads one. */
export type FetchHandler<Context> = undefined extends Context
  ? (request: Request, context?: Context) => Promise<Response>
  : (request: Request, context: Context) => Promise<Response>

interface FetchCall<Context> {
  readonly request: Request
  readonly context: Context
}

/** The token endpoint as `(Request) => Promise<Response>`: Hono, Workers, Bun, Deno, React Router. */
export function createFetchHandler<User, Context = undefined>(
  options: FetchHandlerOptions<User, Context>,
): FetchHandler<Context> {
  assertTokenOptions(options)
  const { user, onError, waitUntil } = options
  const ownPath = checkPath(options.path)
  const endpoint = createTokenEndpoint<User, FetchCall<Context>>({
    ...options,
    user: ({ request, context }) => user(request, context),
    onError: onError && ((error, { context }) => onError(error, context)),
    waitUntil: waitUntil && ((work, { context }) => waitUntil(work, context)),
  })
  return ((request: Request, context: Context) =>
    handleFetchRequest(endpoint, {
      request,
      path: pathBelow(new URL(request.url).pathname, ownPath),
      context: { request, context },
    })) as FetchHandler<Context>
}

function checkPath(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  if (typeof path !== 'string' || !/^\/[^?#]*$/.test(path)) {
    throw new TypeError('`path` must be a path that starts with a slash, such as `/api/coveo-token`.')
  }
  return withoutSlashes(new URL(path, 'http://localhost').pathname)
}

/**
 * The part of the path below the endpoint's own. Some caches store `/api/coveo-token/x.css` by its name and ignore its
 * headers; without `own`, only names of files are recognized.
 */
function pathBelow(pathname: string, own: string | undefined): string {
  // Any other path counts as one below.
  if (own !== undefined) return pathname === own || pathname === `${own}/` ? '' : `/${pathname}`
  // Servers of files ignore any number of slashes at the end.
  const path = withoutSlashes(pathname)
  const name = path.slice(path.lastIndexOf('/'))
  return /\.|%2e/i.test(name) ? name : ''
}

export interface FetchExchange<Context> {
  readonly request: Request
  /** The endpoint's own `scheme://host[:port]`. Called only for requests with an `Origin`. Default: from the request's URL. */
  readonly origin?: (() => string) | undefined
  /** The part of the path below the endpoint's own. Default `''`: the framework matched the whole path. */
  readonly path?: string | undefined
  readonly context: Context
}

/** Handles one fetch request. */
export async function handleFetchRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: FetchExchange<Context>,
): Promise<Response> {
  const { status, headers, body } = await endpoint.handle(endpointRequest(exchange), exchange.context)
  // A copy: @hono/node-server adds headers to it.
  return new Response(body === '' ? null : body, { status, headers: { ...headers } })
}

function endpointRequest({ request, origin, path = '' }: FetchExchange<unknown>): EndpointRequest {
  // Read once: some frameworks track every access to a request's properties.
  const { method, headers, url } = request
  return {
    method,
    path,
    get origin() {
      return origin?.() ?? new URL(url).origin
    },
    get signal() {
      return request.signal
    },
    header: (name) => headers.get(name) ?? undefined,
    query: (name) => queryValues(url, name),
    body: () => request.body && streamChunks(request.body),
  }
}
