import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'
import cookieSession from 'cookie-session'
import express from 'express'

const coveo = createCoveo({
  user: (req) => req.session.user ?? null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], searchHub: 'support' }),
})

const app = express()
app.use(cookieSession({ secret: 'test', sameSite: 'lax' }))
app.use('/api/coveo-token', coveo.handler)
app.get('/login', (req, res) => {
  req.session.user = { email: 'asmith@example.com' } // your sign-in
  res.redirect('/')
})
app.get('/', (_req, res) => {
  res.type('html').send(`<title>Search</title><p id="status">Loading</p><script type="module">
    const response = await fetch('/api/coveo-token')
    const { token, organizationId } = response.ok ? await response.json() : {}
    if (!token) document.querySelector('#status').innerHTML = '<a href="/login">Sign in to search</a>'
    else {
      const url = '${process.env.COVEO_ENDPOINT}/rest/search/v2?organizationId=' + organizationId
      const search = await fetch(url, { headers: { Authorization: 'Bearer ' + token } })
      document.querySelector('#status').textContent = (await search.json()).totalCount + ' results'
    }
  </script>`)
})
app.listen(Number(process.env.PORT ?? 3000))
