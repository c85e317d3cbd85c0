import { defineCustomElements } from '@coveo/atomic/loader'
import { startAtomic } from './start-atomic.ts'

// Atomic 3.41, as an application bundles it.
defineCustomElements()
await startAtomic(({ url, organizationId }) => ({
  search: { proxyBaseUrl: `${url}/rest/search/v2` },
  analytics: {
    trackingId: 'emulator',
    analyticsMode: 'next',
    proxyBaseUrl: `${url}/rest/organizations/${organizationId}/events/v1`,
  },
}))
