import {
  createTokenEndpoint,
  type EndpointRequest,
  type EndpointResponse,
  type TokenEndpointOptions,
} from '@coveo-token/core'
import type { Request, RequestHandler, Response } from 'express'
import { ownOrigin } from './own-origin.ts'

export type CoveoTokenEndpointOptions<User> = TokenEndpointOptions<User, Request>

/**
 * The token endpoint as a request handler, for `app.use(path, …)` or `app.all(path, …)`, before or after body parsers.
 * It ends every request that it takes, errors included; mounted with `use`, it leaves the paths below its own alone.
 */
export function coveoTokenEndpoint<User>(options: CoveoTokenEndpointOptions<User>): RequestHandler {
  const endpoint = createTokenEndpoint<User, Request>(options)
  return (req, res, next) => {
    // `/api/coveo-token/x.css` must not be ours: some caches go by the look of a path, whatever our headers say.
    if (req.route === undefined && req.path !== '/') return next()
    endpoint
      .handle(endpointRequest(req, res), req)
      .then((answer) => send(res, answer))
      .catch(next)
  }
}

function endpointRequest(req: Request, res: Response): EndpointRequest {
  return {
    method: req.method,
    origin: ownOrigin(req),
    header: (name) => req.headers[name]?.toString(),
    // A parser that passed this request by may have left an empty object; the stream knows whether it was read.
    body: () => (req.readableDidRead ? req.body : req.iterator({ destroyOnReturn: false })),
    get signal() {
      const gone = new AbortController()
      res.once('close', () => gone.abort())
      return gone.signal
    },
  }
}

function send(res: Response, { status, headers, body }: EndpointResponse): void {
  if (res.headersSent || res.destroyed) return
  res.writeHead(status, body === '' ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body)
}
