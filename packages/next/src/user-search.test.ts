import {
  anonymousIdentity,
  createCoveoClient,
  createTokenIssuer,
  createUserSearch,
  emailIdentity,
  searchGrant,
} from '@coveo-token/core'
import { type Emulator, startEmulator } from '@coveo-token/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('createUserSearch with the emulator', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator()
  })
  afterAll(() => emulator.stop())

  it('finds what each user may see, also after Coveo rejected the token', async () => {
    const { organizationId, apiKeys, url } = emulator
    const tokens = createTokenIssuer({
      coveo: createCoveoClient({ organizationId, apiKey: apiKeys.authenticatedSearch, baseUrl: url }),
      grant: (email: string) => searchGrant({ userIds: [emailIdentity(email)] }),
      guest: () => searchGrant({ userIds: [anonymousIdentity()] }),
    })
    const { search, passages } = createUserSearch({ tokens })
    const users = ['asmith@example.com', 'bjones@example.com', null]
    const counts = await Promise.all(users.map(async (user) => (await search(user, { q: '' })).totalCount))
    expect(new Set(counts).size).toBe(3)
    const { token } = await tokens.issue('asmith@example.com')
    emulator.revoke(token)
    expect((await search('asmith@example.com', { q: '' })).totalCount).toBe(counts[0])
    const { items } = await passages('asmith@example.com', { query: 'How do I connect to the VPN?', maxPassages: 2 })
    expect(items[0]).toMatchObject({ text: expect.any(String), document: { title: expect.any(String) } })
    await tokens.close()
  })
})
