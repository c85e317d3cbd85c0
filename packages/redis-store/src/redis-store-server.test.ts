import { createTokenIssuer, emailIdentity, searchGrant, type TokenError, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo, storeContractCases } from '@coveo-token/core/testing'
import { createClient } from 'redis'
import { describe, expect, it } from 'vitest'
import { passTime } from '../test/pass-time.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { createRedisStore } from './redis-store.ts'

const alice = 'asmith@example.com'
const secret = 'a secret that is long enough for a test'

describe.skipIf(!hasRedisServer())('createRedisStore, with a server (apt-get install redis-server)', () => {
  const redis = redisServerUnderTest()
  const { closing } = redis

  /** A client as in the README. */
  async function connect() {
    const client = createClient({
      socket: { path: redis.server.path, reconnectStrategy: 50 },
      disableOfflineQueue: true,
    })
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
    return { store: createRedisStore({ client }), elapse: (ms: number) => passTime(client, ms) }
  }

  for (const { name, run } of storeContractCases) it(name, () => run(mount))

  it('mints one token for each user, for any number of instances and requests', async () => {
    const coveo = createFakeCoveo()
    const fleet = await Promise.all(Array.from({ length: 6 }, () => instance(coveo)))
    const users = Array.from({ length: 40 }, (_, index) => `user${index}@example.com`)
    const pending = fleet.flatMap(({ tokens }) => [...users, ...users].map((user) => tokens.issue(user)))
    const issued = await Promise.all(pending)
    expect(coveo.mints).toHaveLength(40)
    expect(new Set(issued.map(({ token }) => token)).size).toBe(40)
    expect(fleet.flatMap(({ errors }) => errors)).toEqual([])
  })

  it('stores only keys that expire, and neither a user nor a token in plain text', async () => {
    const { tokens } = await instance()
    await tokens.invalidate(alice)
    const { token } = await tokens.issue(alice)
    const client = await connect()
    const keys = await client.keys('*')
    expect(keys).toContain('coveo-token:messages:log')
    expect(keys.length).toBeGreaterThan(1)
    for (const key of keys) {
      expect(await client.pTTL(key)).toBeGreaterThan(0)
      const isLog = (await client.type(key)) === 'stream'
      const content = isLog ? JSON.stringify(await client.xRange(key, '-', '+')) : await client.get(key)
      expect(`${key} ${content}`).not.toMatch(new RegExp(`asmith|example|${token}`))
    }
  })

  it('lets instances continue while Redis is gone, and share again when it is back', async () => {
    const coveo = createFakeCoveo()
    const [one, two] = [await instance(coveo), await instance(coveo)]
    await redis.server.kill()
    expect(await one.tokens.issue('alone@example.com')).toMatchObject({ outcome: 'mint' })
    expect(await two.tokens.issue('alone@example.com')).toMatchObject({ outcome: 'mint' })
    expect(one.errors.map(({ code }) => code)).toEqual(['shared-store-failed'])
    await redis.server.restart()
    const [three, four] = [await instance(coveo), await instance(coveo)]
    const minted = await three.tokens.issue('again@example.com')
    expect(await four.tokens.issue('again@example.com')).toMatchObject({ outcome: 'shared', token: minted.token })
  })

  it('starts while Redis is down, reports it, and shares once Redis is there', async () => {
    await redis.server.kill()
    const coveo = createFakeCoveo()
    const logged: string[] = []
    const started = Array.from({ length: 2 }, () => {
      const client = createClient({
        socket: { path: redis.server.path, reconnectStrategy: 50 },
        disableOfflineQueue: true,
      })
      client.on('error', ({ message }) => logged.push(message))
      closing.push(() => client.destroy())
      const tokens: TokenIssuer<string> = createTokenIssuer({
        coveo,
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
        shared: { store: createRedisStore({ client }), secret, onError: ({ code }) => logged.push(code) },
      })
      closing.push(() => tokens.close())
      return tokens
    })
    for (const tokens of started) expect(await tokens.issue('early@example.com')).toMatchObject({ outcome: 'mint' })
    expect(logged.join()).toContain('ECONNREFUSED')
    expect(logged).toContain('shared-store-failed')
    await redis.server.restart()
    let users = 0
    await expect
      .poll(
        async () => {
          const user = `late${++users}@example.com`
          await started[0]?.issue(user)
          return (await started[1]?.issue(user))?.outcome
        },
        { timeout: 60_000 },
      )
      .toBe('shared')
  }, 120_000)

  it('replaces a key of another type, reports it once, and keeps sharing', async () => {
    const client = await connect()
    const { tokens } = await instance()
    await tokens.issue('typed@example.com')
    for (const key of await client.keys('coveo-token:{*')) {
      await client.del(key)
      await client.hSet(key, 'a', 'b')
    }
    const other = await instance()
    const minted = await other.tokens.issue('typed@example.com')
    expect(minted).toMatchObject({ outcome: 'mint' })
    expect(other.errors.map(({ code }) => code)).toEqual(['shared-store-unreadable'])
    expect(await (await instance()).tokens.issue('typed@example.com')).toMatchObject({
      outcome: 'shared',
      token: minted.token,
    })
    await client.flushAll()
  })

  it('replaces a lease that has no end, is of another type, or ends too late', async () => {
    const client = await connect()
    const messages: string[] = []
    const store = createRedisStore({ client, onRepair: (message) => messages.push(message) })
    const key = 'coveo-token:{stuck}:lease'
    const spoil = [
      () => client.set(key, 'dead'),
      () => client.hSet(key, 'a', 'b'),
      () => client.set(key, 'dead', { PX: 10 * 3_600_000 }),
    ]
    for (const set of spoil) {
      await client.del(key)
      await set()
      await store.releaseLease('stuck', 'dead too')
      await store.invalidate('stuck')
      expect(await store.acquireLease('stuck', { owner: 'me', leaseMs: 6_000 })).toBe(true)
      expect(await store.acquireLease('stuck', { owner: 'another', leaseMs: 6_000 })).toBe(false)
      expect(await store.publish('stuck', { owner: 'me', value: 'v', keepMs: 1_000 })).toBe(true)
    }
    expect(messages).toHaveLength(1)
  })

  it('invalidates a token and the lease of its holder while Redis has no memory left', async () => {
    const client = await connect()
    const store = createRedisStore({ client })
    expect(await store.acquireLease('full', { owner: 'put', leaseMs: 60_000 })).toBe(true)
    expect(await store.publish('full', { owner: 'put', value: 'old', keepMs: 60_000 })).toBe(true)
    expect(await store.acquireLease('full', { owner: 'me', leaseMs: 60_000 })).toBe(true)
    await client.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: '1' })
    await expect(store.acquireLease('another', { owner: 'me', leaseMs: 60_000 })).rejects.toThrow(/OOM/)
    await store.invalidate('full')
    await client.configSet('maxmemory', '0')
    expect(await store.read('full')).toBeUndefined()
    expect(await store.publish('full', { owner: 'me', value: 'old', keepMs: 60_000 })).toBe(false)
    expect(await store.read('full')).toBeUndefined()
  })

  it('continues while a script of another application keeps Redis busy, and shares again after it', async () => {
    const coveo = createFakeCoveo()
    const [one, two] = [await instance(coveo), await instance(coveo)]
    const [admin, other] = [await connect(), await connect()]
    await admin.configSet('lua-time-limit', '1')
    const endless = other.eval('while true do end').catch((error: Error) => error.message)
    await expect.poll(() => admin.get('any').catch((error: Error) => error.message)).toMatch(/^BUSY/)
    const issued = await one.tokens.issue('busy@example.com')
    await admin.sendCommand(['SCRIPT', 'KILL'])
    expect(issued).toMatchObject({ outcome: 'mint' })
    expect(new Set(one.errors.map(({ code }) => code))).toEqual(new Set(['shared-store-failed']))
    for (const { cause } of one.errors) expect((cause as Error).message).toMatch(/^BUSY/)
    expect(await endless).toMatch(/killed|Error running script/i)
    const minted = await two.tokens.issue('free@example.com')
    expect(await (await instance(coveo)).tokens.issue('free@example.com')).toMatchObject({
      outcome: 'shared',
      token: minted.token,
    })
  })
})
