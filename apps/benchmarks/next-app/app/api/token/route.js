import { createTokenIssuer, searchGrant } from '@coveo-token/core'
import { createTokenRoute } from '@coveo-token/next'
import { token } from '../../../token.js'

const mint = async () => ({ token, remainingMs: 3_600_000, lifetimeMs: 3_600_000 })

export const { GET, HEAD, POST, OPTIONS } = createTokenRoute({
  tokens: createTokenIssuer({
    coveo: { organizationId: 'benchmark', scope: 'benchmark', createSearchToken: mint, createPlatformToken: mint },
    grant: (name) => searchGrant({ userIds: [{ name, provider: 'Email Security Provider' }] }),
  }),
  user: () => 'alice',
})
