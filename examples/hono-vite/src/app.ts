import { createFetchHandler, createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { type Context, Hono } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'

const secret = process.env.SESSION_SECRET ?? 'development'

const tokens = createTokenIssuer({
  grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
})
const handler = createFetchHandler({
  tokens,
  user: async (_request, c: Context) => (await getSignedCookie(c, secret, 'email')) || null,
})

export const app = new Hono()
app.all('/api/coveo-token', (c) => handler(c.req.raw, c))
app.get('/login', async (c) => {
  await setSignedCookie(c, 'email', 'asmith@example.com', secret, { httpOnly: true, sameSite: 'Lax' }) // your sign-in
  return c.redirect('/')
})
