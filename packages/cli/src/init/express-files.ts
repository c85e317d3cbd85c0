import type { AppFile } from './app-file.ts'

/** The files of the first token with Express, as in the README of the kit. */
export const expressFiles: readonly AppFile[] = [
  {
    path: 'coveo.mjs',
    text: `import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'

export const coveo = createCoveo({
  user: (req) => req.session.user ?? null, // 1. who is signed in
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }), // 2. what the token may do
})
`,
  },
  {
    path: 'server.mjs',
    text: `import cookieSession from 'cookie-session'
import express from 'express'
import { coveo } from './coveo.mjs'

const app = express()
app.use(cookieSession({ secret: process.env.SESSION_SECRET ?? 'development', sameSite: 'lax' }))
app.use('/api/coveo-token', coveo.handler)
app.get('/login', (req, res) => {
  req.session.user = { email: 'asmith@example.com' } // your sign-in; Alice is a user of the emulator
  res.redirect('/api/coveo-token')
})
app.listen(3000, (error) => console.log(error ?? 'Open http://localhost:3000/login'))
`,
  },
]
