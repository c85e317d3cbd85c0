// tabs: random sign-ins and outs of two users in 3 tabs of one browser; with `session` no tab may ever hold another user's token
import { createTokenSource, createTabChannel } from '@coveo-token/core/browser'
globalThis.location = { href: 'http://app.test/' }
const jwt = (u) => 'eyJhbGciOiJIUzI1NiJ9.' + Buffer.from(JSON.stringify({ userIds: [{ name: u }] })).toString('base64url') + '.s'
let bad = 0, n = 0, shared = 0, cookie = 'a', k = 0
const fetch = async () => { const u = cookie; await new Promise((r) => setTimeout(r, Math.random() * 8)); return u ? new Response(JSON.stringify({ token: jwt(u), kind: 'search', organizationId: 'o', expiresIn: 3600, refreshIn: 3000, fingerprint: `f-${u}-${++k}` })) : new Response('{}', { status: 401 }) }
const open = (s) => { const t = createTokenSource({ endpoint: '/t', tabs: createTabChannel({ session: s }), fetch }); t.who = s; const stop = t.subscribe(() => { const x = t.getSnapshot(); if (x.origin === 'tab') { shared++; const name = JSON.parse(Buffer.from(x.token.split('.')[1], 'base64url')).userIds[0].name; n++; if (name !== t.who) bad++ } }); t.stop = stop; return t }
let tabs = []
const end = Date.now() + 12000; while (Date.now() < end) { const p = Math.random()
  if (p < 0.25) cookie = Math.random() < 0.5 ? 'a' : 'b'
  else if (p < 0.5 && tabs.length < 5) tabs.push(open(cookie || 'a'))      // the server renders the page with the session of the cookie
  else if (p < 0.65 && tabs.length) { const t = tabs.splice(Math.floor(Math.random() * tabs.length), 1)[0]; t.dispose() }
  else if (p < 0.75 && tabs.length) { tabs[0].signOut(); if (tabs[0].who === cookie) cookie = '' }
  else if (tabs.length) tabs[Math.floor(Math.random() * tabs.length)].getToken().catch(() => {})
  await new Promise((r) => setTimeout(r, Math.random() * 12)) }
console.log({ tokensTakenFromTabs: n, ofAnotherUser: bad }); process.exit()
