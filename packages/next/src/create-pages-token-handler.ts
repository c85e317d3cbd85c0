import { createTokenEndpoint, handleNodeRequest, type TokenEndpointOptions } from '@coveo-token/core/adapter'
import type { NextApiHandler, NextApiRequest } from 'next'
import { ownOrigin } from './own-origin.ts'

/** Next says `https` and the public host in headers that it sets itself; this is for a bare Node server. */
const listening = new URL('http://localhost')

export type PagesTokenHandlerOptions<User> = TokenEndpointOptions<User, NextApiRequest>

/**
 * The token endpoint as an API route of the Pages Router: `export default createPagesTokenHandler({ … })`, with
 * `export const config = { api: { bodyParser: false } }` beside it so that a broken body gets the endpoint's own answer.
 */
export function createPagesTokenHandler<User>(options: PagesTokenHandlerOptions<User>): NextApiHandler {
  const endpoint = createTokenEndpoint<User, NextApiRequest>(options)
  return (req, res) => {
    const origin = () => ownOrigin((name) => req.headers[name]?.toString(), listening)
    return handleNodeRequest(endpoint, { req, res, origin, context: req })
  }
}
