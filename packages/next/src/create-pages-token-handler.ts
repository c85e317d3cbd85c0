import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EndpointIssuer, EndpointOptions, MaybePromise, SignedOut } from '@coveo-token/core'
import { createTokenEndpoint, handleNodeRequest } from '@coveo-token/core/adapter'
import type { NextApiHandler } from 'next'
import { ownOrigin } from './own-origin.ts'
import { ownPath } from './own-path.ts'

/** The request of an API route and of `getServerSideProps` alike. */
export type PagesRequest = IncomingMessage & { cookies: Partial<Record<string, string>> }

export interface PagesTokenHandlerOptions<User> extends EndpointOptions<PagesRequest> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by your own session; next-auth 4 and iron-session need `res`. `null`, `undefined`, `false` and
   * `''` mean signed out: 401.
   */
  readonly user: (req: PagesRequest, res: ServerResponse) => MaybePromise<NoInfer<User> | SignedOut>
}

interface Exchange {
  readonly req: PagesRequest
  readonly res: ServerResponse
}

/** Next sets headers with the scheme and the public host; this is for a bare Node server. */
const listening = new URL('http://localhost')

/**
 * The token endpoint as an API route of the Pages Router: `export default createPagesTokenHandler({ … })`. Add
 * `export const config = { api: { bodyParser: false } }`, so that the endpoint itself responds to a malformed body.
 */
export function createPagesTokenHandler<User>(options: PagesTokenHandlerOptions<User>): NextApiHandler {
  const {
    tokens,
    user,
    allowedOrigins,
    allowedHosts,
    userTimeoutMs,
    onError,
    waitUntil,
  }: PagesTokenHandlerOptions<User> = Object(options)
  const endpoint = createTokenEndpoint<User, Exchange>({
    tokens,
    allowedOrigins,
    allowedHosts,
    userTimeoutMs,
    user: user && (({ req, res }) => user(req, res)),
    onError: onError && ((error, { req }) => onError(error, req)),
    waitUntil: waitUntil && ((work, { req }) => waitUntil(work, req)),
  })
  return (req, res) => {
    const origin = () => ownOrigin((name) => req.headers[name]?.toString(), listening)
    return handleNodeRequest(endpoint, { req, res, origin, path: ownPath(req.url ?? ''), context: { req, res } })
  }
}
