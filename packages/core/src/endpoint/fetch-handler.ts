import {
  assertTokenOptions,
  type EndpointIssuer,
  type EndpointOptions,
  type MaybePromise,
  type SignedOut,
} from './endpoint-options.ts'
import { handleFetchRequest } from './fetch-exchange.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

export interface FetchHandlerOptions<User, Context> extends EndpointOptions<Context> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by the server's own session. `context` is the handler's second argument.
   * `null`, `undefined`, `false` and `''` mean signed out: 401.
   */
  readonly user: (request: Request, context: Context) => MaybePromise<NoInfer<User> | SignedOut>
  /** Keeps the runtime alive for a renewal after the response: `(work, context) => context.waitUntil(work)`. */
  readonly waitUntil?: ((work: Promise<unknown>, context: Context) => void) | undefined
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
  const { tokens, user, allowedOrigins, allowedHosts, onError, waitUntil } = options
  const endpoint = createTokenEndpoint<User, FetchCall<Context>>({
    tokens,
    allowedOrigins,
    allowedHosts,
    user: ({ request, context }) => user(request, context),
    onError: onError && ((error, { context }) => onError(error, context)),
    waitUntil: waitUntil && ((work, { context }) => waitUntil(work, context)),
  })
  return ((request: Request, context: Context) =>
    handleFetchRequest(endpoint, { request, context: { request, context } })) as FetchHandler<Context>
}
