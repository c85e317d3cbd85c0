import {
  coveoClientFromEnv,
  createFetchHandler,
  createTokenIssuer,
  emailIdentity,
  searchGrant,
} from '@coveo-token/core'
import { type Context, Hono } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'

type Env = { Bindings: { COVEO_ORGANIZATION_ID: string; COVEO_API_KEY: string; SESSION_SECRET: string } }

/** One handler for the lifetime of the isolate: it holds the cached tokens. */
let handler: ReturnType<typeof createHandler> | undefined

function createHandler(env: Env['Bindings']) {
  const tokens = createTokenIssuer({
    coveo: coveoClientFromEnv({ env }),
    grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
  })
  return createFetchHandler({
    tokens,
    user: async (_request, c: Context<Env>) => (await getSignedCookie(c, c.env.SESSION_SECRET, 'email')) || null,
    waitUntil: (work, c) => c.executionCtx.waitUntil(work),
  })
}

const app = new Hono<Env>()
app.all('/api/coveo-token', (c) => {
  handler ??= createHandler(c.env)
  return handler(c.req.raw, c)
})
app.get('/login', async (c) => {
  const options = { httpOnly: true, sameSite: 'Lax' } as const
  await setSignedCookie(c, 'email', 'asmith@example.com', c.env.SESSION_SECRET, options) // your sign-in
  return c.redirect('/api/coveo-token')
})

export default app
