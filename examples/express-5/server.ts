import express from 'express'
import session from 'express-session'
import { coveo } from './coveo.ts'

const app = express()
app.set('trust proxy', 'loopback')
app.use(session({ secret: process.env.SESSION_SECRET ?? 'development', resave: false, saveUninitialized: false }))

app.use('/api/coveo-token', coveo.handler)
app.get('/api/report', coveo.requirePrivileges(['SEARCH_API:EXECUTE_QUERY']), (_req, res) => {
  res.json({ ok: true })
})
app.get('/login', (req, res) => {
  req.session.user = { email: 'asmith@example.com', team: 'support' } // your sign-in
  res.redirect('/')
})
app.get('/', async (req, res) => {
  const token = await coveo.getToken(req)
  res.type('text').send(token ? `Signed in, with the token ${token.fingerprint}` : 'Signed out: open /login')
})

const port = Number(process.env.PORT ?? 3000)
app.listen(port, () => console.log(`Open http://localhost:${port}`))
