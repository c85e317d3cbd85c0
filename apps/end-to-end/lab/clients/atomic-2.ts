import { startAtomic } from './start-atomic.ts'

// Atomic 2.79, as a page without a bundler loads it.
const atomic = '/atomic2/atomic.esm.js'
await import(atomic)
await startAtomic(({ url }) => ({
  organizationEndpoints: { platform: url, search: `${url}/rest/search/v2`, analytics: url, admin: url },
}))
