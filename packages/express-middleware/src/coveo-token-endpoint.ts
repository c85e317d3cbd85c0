import { createTokenEndpoint, handleNodeRequest, type TokenEndpointOptions } from '@coveo-token/core/adapter'
import type { Request, RequestHandler } from 'express'
import { ownOrigin } from './own-origin.ts'

export type CoveoTokenEndpointOptions<User> = TokenEndpointOptions<User, Request>

/**
 * The token endpoint as a request handler, for `app.use(path, …)` or `app.all(path, …)`, before or after body parsers.
 * It answers every request that it takes, also when something fails; mounted with `use`, it leaves the paths below its
 * own to others.
 */
export function coveoTokenEndpoint<User>(options: CoveoTokenEndpointOptions<User>): RequestHandler {
  const endpoint = createTokenEndpoint<User, Request>(options)
  return (req, res, next) => {
    // `/api/coveo-token/x.css` must not be ours: some caches go by the look of a path, whatever the headers say.
    if (req.url !== '/' && req.path !== '/' && req.route === undefined) return next()
    handleNodeRequest(endpoint, { req, res, origin: () => ownOrigin(req), context: req }).catch(next)
  }
}
