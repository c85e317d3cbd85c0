import {
  createTokenIssuer,
  type EndpointOptions,
  type GrantOptions,
  type IssuedToken,
  type MaybePromise,
  type PrivilegeLike,
  type SignedOut,
  type TokenIssuer,
  type VariantOption,
} from '@coveo-token/core'
import { createPrivilegeGuards, createUserTokens, oncePerRequest } from '@coveo-token/core/adapter'
import type { TokenResponse } from '@coveo-token/core/browser'
import type { Request, RequestHandler } from 'express'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'
import { guardHandler } from './require-privileges.ts'

export interface CoveoOptions<User, Variant extends string = never>
  extends EndpointOptions<Request>,
    GrantOptions<User, Variant> {
  /** Who is signed in, by your own session. `null`, `undefined`, `false` and `''` mean signed out. */
  readonly user: (req: Request) => MaybePromise<User | SignedOut>
}

/** The parts of an Express application that need tokens, around one token issuer. */
export interface ExpressCoveo<in User, in Variant extends string = never> {
  /** The token endpoint, for `app.use(path, …)`. */
  readonly handler: RequestHandler
  /**
   * A valid token of this request's user; `null` when signed out and guests get none. Rejects with a `TokenError`. `user` runs once per request:
   * after a sign-in within the request, its earlier user counts.
   */
  readonly getToken: (req: Request, options?: VariantOption<Variant>) => Promise<IssuedToken | null>
  /**
   * The token for the page's first render and for `fetchUserState()`: `null` when signed out and guests get none, undefined if Coveo
   * returns none now. Rejects if `user` throws.
   */
  readonly getInitialToken: (
    req: Request,
    options?: VariantOption<Variant>,
  ) => Promise<TokenResponse | null | undefined>
  /** Lets a request pass only with a bearer token that has all of these privileges. */
  readonly requirePrivileges: (privileges: readonly PrivilegeLike[]) => RequestHandler
  /** The issuer: `invalidate(user)`, `close()`. */
  readonly tokens: TokenIssuer<User, Variant>
}

/**
 * Creates the handlers and functions of an Express application around one token issuer. Reads no environment and opens no
 * connection before its first use. Throws a `TypeError` for a wrong option.
 */
export function createCoveo<User, const Variant extends string = never>(
  options: CoveoOptions<User, Variant>,
): ExpressCoveo<User, Variant> {
  const { user, coveo, ...rest }: CoveoOptions<User, Variant> = Object(options)
  const { allowedOrigins, allowedHosts, userTimeoutMs, onError, waitUntil, ...grantOptions } = rest
  const tokens = createTokenIssuer<User, Variant>({ coveo, ...grantOptions })
  const perRequest = oncePerRequest((req: Request) => req)
  const guardFor = createPrivilegeGuards({ coveo })
  return {
    tokens,
    ...createUserTokens<User, Request, Variant>({ tokens, user, userTimeoutMs, onError, waitUntil, perRequest }),
    handler: coveoTokenEndpoint({ allowedOrigins, allowedHosts, userTimeoutMs, onError, waitUntil, tokens, user }),
    requirePrivileges: (privileges) => guardHandler(guardFor(privileges)),
  }
}
