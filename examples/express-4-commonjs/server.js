const { createCoveo, emailIdentity, searchGrant } = require('@coveo-token/express-middleware')
const session = require('cookie-session')
const express = require('express')

const coveo = createCoveo({
  user: (req) => req.session?.user ?? null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }),
})

const app = express()
app.use(session({ name: 'session', secret: process.env.SESSION_SECRET ?? 'development', sameSite: 'lax' }))
app.use('/api/coveo-token', coveo.handler)
app.get('/login', (req, res) => {
  req.session.user = { email: 'asmith@example.com' } // your sign-in
  res.redirect('/')
})
app.get('/', (req, res, next) => {
  coveo.getToken(req).then((token) => res.type('text').send(token ? 'Signed in' : 'Signed out: open /login'), next)
})

const port = Number(process.env.PORT ?? 3000)
app.listen(port, () => console.log(`Open http://localhost:${port}`))
