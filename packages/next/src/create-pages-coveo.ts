import type { ServerResponse } from 'node:http'
import type { EndpointOptions, IssuedToken, MaybePromise, SignedOut, TokenIssuer } from '@coveo-token/core'
import { assertTokenOptions, createUserTokens, oncePerRequest } from '@coveo-token/core/adapter'
import type { TokenResponse } from '@coveo-token/core/browser'
import type { NextApiHandler } from 'next'
import { createPagesTokenHandler, type PagesRequest } from './create-pages-token-handler.ts'
import { createProcessIssuer, type ProcessIssuerOptions } from './process-issuer.ts'

export interface CoveoOptions<User> extends EndpointOptions<PagesRequest>, ProcessIssuerOptions<User> {
  /**
   * Who is signed in, by your own session; next-auth 4 and iron-session need `res`. `null`, `undefined`, `false` and
   * `''` mean signed out.
   */
  readonly user: (req: PagesRequest, res: ServerResponse) => MaybePromise<User | SignedOut>
}

/** The parts of a Pages Router application that need tokens, around one memory per process. */
export interface PagesCoveo<in User> {
  /** The API route of the token endpoint: `export default coveo.handler`. */
  readonly handler: NextApiHandler
  /**
   * The user's token, for searches on the server; `null` when signed out. Rejects with a `TokenError`. `user` runs once per
   * request: after a sign-in within the request, its earlier user counts.
   */
  readonly getToken: (req: PagesRequest, res: ServerResponse) => Promise<IssuedToken | null>
  /**
   * For `getServerSideProps`: `{ initialToken }`, with `null` when signed out; `{}` if Coveo returns no token now.
   * Serializable.
   */
  readonly getTokenProps: (req: PagesRequest, res: ServerResponse) => Promise<{ initialToken?: TokenResponse | null }>
  /** The issuer: `invalidate(user)`, `close()`. */
  readonly tokens: TokenIssuer<User>
}

/** Creates it. Reads no environment before its first use: `next build` needs no secrets. Throws a `TypeError` for a wrong option. */
export function createCoveo<User>(options: CoveoOptions<User>): PagesCoveo<User> {
  const { user, allowedOrigins, allowedHosts, onError, waitUntil }: CoveoOptions<User> = Object(options)
  const tokens = createProcessIssuer<User>(options)
  assertTokenOptions({ tokens, user })
  const { getToken, getInitialToken } = createUserTokens<User, { req: PagesRequest; res: ServerResponse }>({
    tokens,
    user: ({ req, res }) => user(req, res),
    onError: onError && ((error, { req }) => onError(error, req)),
    waitUntil: waitUntil && ((work, { req }) => waitUntil(work, req)),
    perRequest: oncePerRequest(({ req }) => req),
  })
  return {
    tokens,
    handler: createPagesTokenHandler({ tokens, user, allowedOrigins, allowedHosts, onError, waitUntil }),
    getToken: (req, res) => getToken({ req, res }),
    async getTokenProps(req, res) {
      const initialToken = await getInitialToken({ req, res })
      return initialToken === undefined ? {} : { initialToken }
    },
  }
}
