import { PlatformClient } from '@coveo/platform-client'
import { describe, expect, it } from 'vitest'
import { openEmulator } from '../testing/open-emulator.test.support.ts'

async function open(key: 'adminToken' | 'authenticatedSearch') {
  const { emulator, tokenFor } = await openEmulator()
  const clientWith = (accessToken: string) =>
    new PlatformClient({ organizationId: emulator.organizationId, accessToken, host: emulator.url })
  const client = clientWith(key === 'adminToken' ? emulator.adminToken : emulator.apiKeys[key])
  return { emulator, client, clientWith, tokenFor }
}

const impersonate = { owner: 'SEARCH_API', targetDomain: 'IMPERSONATE', type: 'ENABLE', targetId: '*' }

describe('@coveo/platform-client', () => {
  it('creates search tokens', async () => {
    const { client } = await open('authenticatedSearch')
    const userIds = [{ name: 'asmith@example.com', provider: 'Email Security Provider', type: 'User' }]
    const { token } = await client.search.createToken({ userIds } as Parameters<typeof client.search.createToken>[0])
    expect(token).toMatch(/^eyJ/)
  })

  it('evaluates and lists privileges', async () => {
    const { client } = await open('adminToken')
    const evaluation = await client.privilegeEvaluator.evaluate({ requestedPrivilege: impersonate })
    expect(evaluation.approved).toBe(true)
    expect((await client.organization.listPrivileges()).length).toBeGreaterThan(10)
    expect((await client.organization.listApiKeysPrivileges()).length).toBeGreaterThan(10)
  })

  it('reads its own token when it starts, and finds its user in it', async () => {
    const { emulator, clientWith, tokenFor } = await open('authenticatedSearch')
    const token = await tokenFor('asmith@example.com')
    const client = clientWith(token)
    await client.initialize()
    await expect(client.user.get()).rejects.toMatchObject({ errorCode: 'INVALID_URI' })
    expect(emulator.requests.at(-1)?.path).toBe('/rest/users/asmith@example.com')
    expect(JSON.stringify(emulator.requests)).not.toContain(token)
  })

  it('manages API keys', async () => {
    const { client } = await open('adminToken')
    const created = await client.apiKey.create({ displayName: 'Mine', privileges: [] } as never, {
      apiKeyTemplateId: 'AnonymousSearch',
    })
    expect(created.value).toMatch(/^xx/)
    expect(await client.apiKey.list()).toHaveLength(5)
    await client.apiKey.delete(created.id ?? '')
    expect(await client.apiKey.list()).toHaveLength(4)
  })

  it('throws the error of the platform for a missing privilege', async () => {
    const { client } = await open('authenticatedSearch')
    await expect(client.apiKey.list()).rejects.toMatchObject({ title: 'UNAUTHORIZED' })
  })
})
