import { createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { createTokenEndpoint, handleNodeRequest } from '@coveo-token/core/adapter'
import cookie from '@fastify/cookie'
import createFastify from 'fastify'

const tokens = createTokenIssuer({
  grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
})

const app = createFastify({ trustProxy: 'loopback' })
await app.register(cookie, { secret: process.env.SESSION_SECRET ?? 'development' })

/** Your session: here a signed cookie. */
function signedInEmail(request) {
  const { valid, value } = request.unsignCookie(request.cookies.email ?? '')
  return valid ? value : null
}

const endpoint = createTokenEndpoint({ tokens, user: signedInEmail })
app.all('/api/coveo-token', async (request, reply) => {
  reply.hijack()
  // Fastify has read the body already.
  const req = Object.assign(request.raw, { body: request.body })
  const origin = () => `${request.protocol}://${request.host}`
  await handleNodeRequest(endpoint, { req, res: reply.raw, origin, context: request })
})
app.get('/login', (_request, reply) => {
  reply.setCookie('email', 'asmith@example.com', { signed: true, httpOnly: true, sameSite: 'lax', path: '/' }) // your sign-in
  return reply.redirect('/')
})
app.get('/', async (request) => {
  const email = signedInEmail(request)
  return email ? `Signed in, with the token ${(await tokens.issue(email)).fingerprint}` : 'Signed out: open /login'
})

const port = Number(process.env.PORT ?? 3000)
await app.listen({ port, host: '127.0.0.1' })
console.log(`Open http://localhost:${port}`)
