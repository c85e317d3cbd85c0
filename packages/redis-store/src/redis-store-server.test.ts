import { createTokenIssuer, emailIdentity, searchGrant, type TokenError, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo, storeContractCases } from '@coveo-token/core/testing'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, type RedisServer, startRedisServer } from '../test/redis-server.ts'
import { createRedisStore } from './redis-store.ts'

const alice = 'asmith@example.com'
const secret = 'a secret that is long enough for a test'

describe.skipIf(!hasRedisServer())('createRedisStore, with a server (apt-get install redis-server)', () => {
  let server: RedisServer
  const closing: (() => unknown)[] = []

  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  afterAll(() => server.stop())

  /** A client as the README shows it. */
  async function connect() {
    const client = createClient({ socket: { path: server.path, reconnectStrategy: 50 }, disableOfflineQueue: true })
    client.on('error', () => {})
    await client.connect()
    closing.push(() => client.destroy())
    return client
  }

  async function instance(coveo = createFakeCoveo()) {
    const errors: TokenError[] = []
    const store = createRedisStore({ client: await connect() })
    const tokens: TokenIssuer<string> = createTokenIssuer({
      coveo,
      grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
      shared: { store, secret, onError: (error) => errors.push(error) },
    })
    closing.push(() => tokens.close())
    return { tokens, errors, coveo }
  }

  async function mount() {
    const client = await connect()
    return { store: createRedisStore({ client }), elapse: (ms: number) => pass(client, ms) }
  }

  for (const { name, run } of storeContractCases) it(name, () => run(mount))

  it('mints one token for each user, for any number of instances and requests', async () => {
    const coveo = createFakeCoveo()
    const fleet = await Promise.all(Array.from({ length: 6 }, () => instance(coveo)))
    const users = Array.from({ length: 40 }, (_, index) => `user${index}@example.com`)
    const asked = fleet.flatMap(({ tokens }) => [...users, ...users].map((user) => tokens.issue(user)))
    const issued = await Promise.all(asked)
    expect(coveo.mints).toHaveLength(40)
    expect(new Set(issued.map(({ token }) => token)).size).toBe(40)
    expect(fleet.flatMap(({ errors }) => errors)).toEqual([])
  })

  it('leaves nothing in Redis that does not end by itself, and nothing that tells a user or a token', async () => {
    const { tokens } = await instance()
    const { token } = await tokens.issue(alice)
    const client = await connect()
    const keys = await client.keys('*')
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(await client.pTTL(key)).toBeGreaterThan(0)
      expect(`${key} ${await client.get(key)}`).not.toMatch(new RegExp(`asmith|example|${token}`))
    }
  })

  it('lets instances go on while Redis is gone, and share again when it is back', async () => {
    const coveo = createFakeCoveo()
    const [one, two] = [await instance(coveo), await instance(coveo)]
    await server.kill()
    expect(await one.tokens.issue('alone@example.com')).toMatchObject({ outcome: 'mint' })
    expect(await two.tokens.issue('alone@example.com')).toMatchObject({ outcome: 'mint' })
    expect(one.errors.map(({ code }) => code)).toEqual(['shared-store-failed'])
    await server.restart()
    const [three, four] = [await instance(coveo), await instance(coveo)]
    const minted = await three.tokens.issue('again@example.com')
    expect(await four.tokens.issue('again@example.com')).toMatchObject({ outcome: 'shared', token: minted.token })
  })

  it('does not take a key of another type for a token', async () => {
    const client = await connect()
    const { tokens } = await instance()
    await tokens.issue('typed@example.com')
    for (const key of await client.keys('coveo-token:*')) {
      await client.del(key)
      await client.hSet(key, 'a', 'b')
    }
    const other = await instance()
    expect(await other.tokens.issue('typed@example.com')).toMatchObject({ outcome: 'mint' })
    expect(other.errors[0]).toMatchObject({ code: 'shared-store-failed' })
    await client.flushAll()
  })
})

interface Commands {
  sendCommand(words: string[]): Promise<unknown>
}

/** Lets Redis see so many milliseconds pass, by its own clock. */
async function pass(client: Commands, ms: number): Promise<void> {
  const start = await microseconds(client)
  while ((await microseconds(client)) - start <= ms * 1_000) await new Promise((resolve) => setImmediate(resolve))
}

async function microseconds(client: Commands): Promise<number> {
  const [seconds, micros] = (await client.sendCommand(['TIME'])) as [string, string]
  return Number(seconds) * 1_000_000 + Number(micros)
}
