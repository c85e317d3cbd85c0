// with `session`: a tab left open carries Bob's token into Alice's next tab
import { createTokenSource, createTabChannel } from '@coveo-token/core/browser'
globalThis.location = { href: 'http://app.test/' }
const jwt = (u) => 'eyJhbGciOiJIUzI1NiJ9.' + Buffer.from(JSON.stringify({ userIds: [{ name: u }] })).toString('base64url') + '.s'
const who = (t) => JSON.parse(Buffer.from(t.split('.')[1], 'base64url')).userIds[0].name
let cookie = 'alice', asked = []
const tab = (session) => createTokenSource({ endpoint: '/t', tabs: createTabChannel({ session }), fetch: async () => { asked.push(cookie); return new Response(JSON.stringify({ token: jwt(cookie), kind: 'search', organizationId: 'o', expiresIn: 3600, refreshIn: 3000, fingerprint: `f-${cookie}` })) } })
const a1 = tab('alice'); a1.subscribe(() => {})
console.log('tab 1, rendered for alice:', who(await a1.getToken()))
cookie = 'bob'; await a1.renew()                    // Bob has signed in in another tab; the tab left open renews (it would by itself, when due)
console.log('tab 1, still rendered for alice, cookie of bob:', who(a1.getSnapshot().token))
cookie = 'alice'; asked = []                        // Bob has signed out, Alice signs in again and opens a new tab
const a2 = tab('alice'); a2.subscribe(() => {})
console.log('tab 2, rendered for alice, cookie of alice:', who(await a2.getToken()), '- origin', a2.getSnapshot().origin, '- endpoint asked', asked.length, 'times')
process.exit()
