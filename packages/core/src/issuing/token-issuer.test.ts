import { describe, expect, it } from 'vitest'
import { emailIdentity, searchGrant } from './grant.ts'
import { createTokenIssuer } from './token-issuer.ts'

describe('createTokenIssuer', () => {
  it('mints once for a user, then answers from memory', async () => {
    let minted = 0
    const tokens = createTokenIssuer<string>({
      coveo: {
        organizationId: 'acme',
        scope: 'test',
        createSearchToken: async ({ userIds }) => ({
          token: `${userIds[0]?.name}-${++minted}`,
          remainingMs: 3_600_000,
          lifeMs: 3_600_000,
        }),
        createPlatformToken: () => Promise.reject(new Error('not asked for')),
      },
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
    })
    const both = await Promise.all([tokens.issue('a@example.com'), tokens.issue('a@example.com')])
    expect(both.map(({ token, outcome }) => [token, outcome])).toEqual([
      ['a@example.com-1', 'mint'],
      ['a@example.com-1', 'coalesced'],
    ])
    expect(await tokens.issue('a@example.com')).toMatchObject({ token: 'a@example.com-1', outcome: 'hit' })
    const { fingerprint } = await tokens.issue('a@example.com')
    expect(await tokens.reject('a@example.com', fingerprint)).toEqual({ outcome: 'dropped' })
    expect(await tokens.issue('a@example.com')).toMatchObject({ token: 'a@example.com-2', outcome: 'mint' })
  })
})
