import { createTokenSource, createTabChannel } from '@coveo-token/core/browser'
globalThis.location = { href: 'http://app.test/' }
const fetch = async () => Response.json({ token: 't', kind: 'search', organizationId: 'acme', expiresIn: 3480, refreshIn: 2710, fingerprint: 'f' })
const source = createTokenSource({ endpoint: '/api/coveo-token', fetch, tabs: createTabChannel() })
const stop = source.subscribe(() => {})
await source.getToken()
stop() // the last listener is gone, as after unmount
setTimeout(() => console.log('still open:', process.getActiveResourcesInfo()), 1_000).unref()
