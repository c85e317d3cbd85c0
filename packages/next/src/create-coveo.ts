import '#server-only'
import type {
  EndpointOptions,
  IssuedToken,
  MaybePromise,
  PrivilegeLike,
  SignedOut,
  TokenIssuer,
  VariantOption,
} from '@coveo-token/core'
import { assertTokenOptions, createPrivilegeGuards, createUserTokens } from '@coveo-token/core/adapter'
import type { TokenResponse } from '@coveo-token/core/browser'
import { headers } from 'next/headers.js'
import { connection, type NextRequest } from 'next/server.js'
import { cache } from 'react'
import { afterResponse } from './after-response.ts'
import { createTokenRoute, type TokenRouteHandlers } from './create-token-route.ts'
import { createProcessIssuer, type ProcessIssuerOptions } from './process-issuer.ts'
import { guardRoute, type RouteHandler } from './require-privileges.ts'
import { signedOutIfRedirected } from './signed-out-if-redirected.ts'

export interface CoveoOptions<User, Variant extends string = never>
  extends EndpointOptions<NextRequest | undefined>,
    ProcessIssuerOptions<User, Variant> {
  /**
   * Who is signed in, by your own session: in routes, Server Components and Server Actions. `null`, `undefined`,
   * `false`, `''`, `redirect()` and `unauthorized()` mean signed out.
   */
  readonly user: () => MaybePromise<User | SignedOut>
}

/** The parts of an App Router application that need tokens, around one memory per process. */
export interface NextCoveo<in User, in Variant extends string = never> {
  /** The route of the token endpoint: `export const { GET, POST } = coveo.handlers`. */
  readonly handlers: TokenRouteHandlers
  /** The user's token, for searches on the server; `null` when signed out and guests get none. Rejects with a `TokenError`. */
  readonly getToken: (options?: VariantOption<Variant>) => Promise<IssuedToken | null>
  /** The token for the provider: `null` when signed out and guests get none, undefined if Coveo returns none now. */
  readonly getInitialToken: (options?: VariantOption<Variant>) => Promise<TokenResponse | null | undefined>
  /** A route handler that runs only for a bearer token with all of these privileges. */
  readonly requirePrivileges: <Context>(
    privileges: readonly PrivilegeLike[],
    handler: RouteHandler<Context>,
  ) => (request: NextRequest, context: Context) => Promise<Response>
  /** The issuer: `invalidate(user)`, `close()`. */
  readonly tokens: TokenIssuer<User, Variant>
}

/**
 * Creates the handlers and functions of an App Router application around one memory per process. Reads no environment before
 * its first use: `next build` needs no secrets. Throws a `TypeError` for a wrong option.
 */
export function createCoveo<User, const Variant extends string = never>(
  options: CoveoOptions<User, Variant>,
): NextCoveo<User, Variant> {
  const {
    allowedOrigins,
    allowedHosts,
    userTimeoutMs,
    onError,
    waitUntil = afterResponse,
  }: CoveoOptions<User, Variant> = Object(options)
  const tokens = createProcessIssuer<User, Variant>(options)
  assertTokenOptions({ tokens, user: options.user })
  const user = signedOutIfRedirected(() => options.user())
  const { getToken, getInitialToken } = createUserTokens<User, undefined, Variant>({
    tokens,
    user,
    userTimeoutMs,
    onError,
    waitUntil,
    perRequest: (create) => cache(create),
    keepsToken: true,
  })
  const guardFor = createPrivilegeGuards({
    coveo: options.coveo,
    onError: onError && ((error) => onError(error, undefined)),
  })
  return {
    tokens,
    handlers: createTokenRoute({ tokens, user, allowedOrigins, allowedHosts, userTimeoutMs, onError, waitUntil }),
    getToken: async (tokenOptions) => ((await hasRequest()) ? getToken(undefined, tokenOptions) : null),
    getInitialToken: async (tokenOptions) =>
      (await hasRequest()) ? getInitialToken(undefined, tokenOptions) : undefined,
    requirePrivileges: (privileges, handler) => guardRoute(guardFor(privileges), handler),
  }
}

/**
 * Makes Next wait for a request, or fail, wherever it would prerender or cache. Pages declared `force-static` are still
 * rendered, without headers: such a page has no user.
 */
async function hasRequest(): Promise<boolean> {
  await connection()
  return !(await headers()).keys().next().done
}
