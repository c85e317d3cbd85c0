import type { EndpointIssuer, EndpointOptions, MaybePromise, SignedOut } from '@coveo-token/core'
import { createTokenEndpoint, handleNodeRequest } from '@coveo-token/core/adapter'
import type { Request, RequestHandler } from 'express'
import { ownOrigin } from './own-origin.ts'
import { isOwnPath } from './own-path.ts'

export interface CoveoTokenEndpointOptions<User> extends EndpointOptions<Request> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /** Who is signed in, by your own session. `null`, `undefined`, `false` and `''` mean signed out: 401. */
  readonly user: (req: Request) => MaybePromise<NoInfer<User> | SignedOut>
}

/**
 * The token endpoint as a request handler, for `app.use(path, …)` or `app.all(path, …)`, before or after body parsers.
 * It sends a response also when something fails. Mounted with `use`, it calls `next` for the paths below its own.
 */
export function coveoTokenEndpoint<User>(options: CoveoTokenEndpointOptions<User>): RequestHandler {
  const endpoint = createTokenEndpoint<User, Request>(options)
  const handler: RequestHandler = (req, res, next) => {
    if (!isOwnPath(req, handler)) return next()
    handleNodeRequest(endpoint, { req, res, origin: () => ownOrigin(req), context: req }).catch(next)
  }
  return handler
}
