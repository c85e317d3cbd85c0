import { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'

const tokens = createTokenIssuer({
  grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
})

/** The claims that API Gateway's JWT authorizer has verified. */
function signedInEmail(_request, c) {
  return c.env.event.requestContext.authorizer?.jwt?.claims?.email ?? null
}

const tokenEndpoint = createFetchHandler({ tokens, user: signedInEmail })

const app = new Hono()
app.all('/api/coveo-token', (c) => tokenEndpoint(c.req.raw, c))

export const handler = handle(app)
