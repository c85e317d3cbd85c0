import type { ServerResponse } from 'node:http'
import type {
  EndpointOptions,
  IssuedToken,
  MaybePromise,
  SignedOut,
  TokenIssuer,
  VariantOption,
} from '@coveo-token/core'
import { assertTokenOptions, createUserTokens, oncePerRequest } from '@coveo-token/core/adapter'
import type { TokenResponse } from '@coveo-token/core/browser'
import type { NextApiHandler } from 'next'
import { createPagesTokenHandler, type PagesRequest } from './create-pages-token-handler.ts'
import { createProcessIssuer, type ProcessIssuerOptions } from './process-issuer.ts'

export interface CoveoOptions<User, Variant extends string = never>
  extends EndpointOptions<PagesRequest>,
    ProcessIssuerOptions<User, Variant> {
  /**
   * Who is signed in, by your own session; next-auth 4 and iron-session need `res`. `null`, `undefined`, `false` and
   * `''` mean signed out.
   */
  readonly user: (req: PagesRequest, res: ServerResponse) => MaybePromise<User | SignedOut>
}

/** The parts of a Pages Router application that need tokens, around one memory per process. */
export interface PagesCoveo<in User, in Variant extends string = never> {
  /** The API route of the token endpoint: `export default coveo.handler`. */
  readonly handler: NextApiHandler
  /**
   * The user's token, for searches on the server; `null` when signed out and guests get none. Rejects with a `TokenError`. `user` runs once per
   * request: after a sign-in within the request, its earlier user counts.
   */
  readonly getToken: (
    req: PagesRequest,
    res: ServerResponse,
    options?: VariantOption<Variant>,
  ) => Promise<IssuedToken | null>
  /**
   * For `getServerSideProps`: `{ initialToken }`, with `null` when signed out and guests get none; `{}` if Coveo returns no token now.
   * Serializable.
   */
  readonly getTokenProps: (
    req: PagesRequest,
    res: ServerResponse,
    options?: VariantOption<Variant>,
  ) => Promise<{ initialToken?: TokenResponse | null }>
  /** The issuer: `invalidate(user)`, `close()`. */
  readonly tokens: TokenIssuer<User, Variant>
}

/**
 * Creates the handler and functions of a Pages Router application around one memory per process. Reads no environment before
 * its first use: `next build` needs no secrets. Throws a `TypeError` for a wrong option.
 */
export function createCoveo<User, const Variant extends string = never>(
  options: CoveoOptions<User, Variant>,
): PagesCoveo<User, Variant> {
  const { user, allowedOrigins, allowedHosts, userTimeoutMs, onError, waitUntil }: CoveoOptions<User, Variant> =
    Object(options)
  const tokens = createProcessIssuer<User, Variant>(options)
  assertTokenOptions({ tokens, user })
  const { getToken, getInitialToken } = createUserTokens<User, { req: PagesRequest; res: ServerResponse }, Variant>({
    tokens,
    user: ({ req, res }) => user(req, res),
    userTimeoutMs,
    onError: onError && ((error, { req }) => onError(error, req)),
    waitUntil: waitUntil && ((work, { req }) => waitUntil(work, req)),
    perRequest: oncePerRequest(({ req }) => req),
  })
  return {
    tokens,
    handler: createPagesTokenHandler({ tokens, user, allowedOrigins, allowedHosts, userTimeoutMs, onError, waitUntil }),
    getToken: (req, res, tokenOptions) => getToken({ req, res }, tokenOptions),
    async getTokenProps(req, res, tokenOptions) {
      const initialToken = await getInitialToken({ req, res }, tokenOptions)
      return initialToken === undefined ? {} : { initialToken }
    },
  }
}
