import {
  createTokenIssuer,
  type EndpointOptions,
  type GrantOptions,
  type IssuedToken,
  type MaybePromise,
  type PrivilegeLike,
  type SignedOut,
  type TokenIssuer,
} from '@coveo-token/core'
import { createPrivilegeGuards, createUserTokens, oncePerRequest } from '@coveo-token/core/adapter'
import type { Request, RequestHandler } from 'express'
import { coveoTokenEndpoint } from './coveo-token-endpoint.ts'
import { guardHandler } from './require-privileges.ts'

export interface CoveoOptions<User> extends EndpointOptions<Request>, GrantOptions<User> {
  /** Who is signed in, by your own session. `null`, `undefined`, `false` and `''` mean signed out. */
  readonly user: (req: Request) => MaybePromise<User | SignedOut>
}

/** The parts of an Express application that need tokens, around one token issuer. */
export interface ExpressCoveo<in User> {
  /** The token endpoint, for `app.use(path, …)`. */
  readonly handler: RequestHandler
  /**
   * A valid token of this request's user; `null` when signed out. Rejects with a `TokenError`. `user` runs once per request:
   * after a sign-in within the request, its earlier user counts.
   */
  readonly getToken: (req: Request) => Promise<IssuedToken | null>
  /** Lets a request pass only with a bearer token that has all of these privileges. */
  readonly requirePrivileges: (privileges: readonly PrivilegeLike[]) => RequestHandler
  /** The issuer: `invalidate(user)`, `close()`. */
  readonly tokens: TokenIssuer<User>
}

/** Creates it. Reads no environment and opens no connection before its first use. Throws a `TypeError` for a wrong option. */
export function createCoveo<User>(options: CoveoOptions<User>): ExpressCoveo<User> {
  const { user, coveo, grant, lifetimeMs, maxEntries, shared, onEvent, ...endpointOptions }: CoveoOptions<User> =
    Object(options)
  const { waitUntil } = endpointOptions
  const tokens = createTokenIssuer<User>({ coveo, grant, lifetimeMs, maxEntries, shared, onEvent })
  const perRequest = oncePerRequest((req: Request) => req)
  const guardFor = createPrivilegeGuards({ coveo })
  return {
    tokens,
    getToken: createUserTokens<User, Request>({ tokens, user, waitUntil, perRequest }).getToken,
    handler: coveoTokenEndpoint({ ...endpointOptions, tokens, user }),
    requirePrivileges: (privileges) => guardHandler(guardFor(privileges)),
  }
}
