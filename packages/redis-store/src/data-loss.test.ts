import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTokenIssuer, emailIdentity, searchGrant, type TokenError, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo, type FakeCoveo } from '@coveo-token/core/testing'
import { createClient } from 'redis'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasRedisServer, type RedisServer, startRedisServer } from '../test/redis-server.ts'
import { createRedisStore } from './redis-store.ts'

// Only a hang takes so long, also on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const alice = 'asmith@example.com'
const secret = 'a secret that is long enough for a test'

describe.skipIf(!hasRedisServer())(
  'createRedisStore, a Redis that loses or restores data (apt-get install redis-server)',
  () => {
    const closing: (() => unknown)[] = []
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close()
    })

    async function start(settings: (place: { folder: string; port: number }) => string[] = () => []) {
      let folder = ''
      const server = await startRedisServer({
        settings(place) {
          folder = place.folder
          return settings(place)
        },
      })
      closing.push(() => server.stop())
      return { server, folder, admin: await connect(server) }
    }

    async function connect({ path }: RedisServer) {
      const client = createClient({ socket: { path, tls: false, reconnectStrategy: 50 } })
      client.on('error', () => {})
      await client.connect()
      closing.push(() => client.destroy())
      return client
    }

    interface InstanceOptions {
      readonly coveo: FakeCoveo
    }

    async function instance(server: RedisServer, { coveo }: InstanceOptions) {
      const errors: TokenError[] = []
      const tokens: TokenIssuer<string> = createTokenIssuer({
        coveo,
        grant: (user) => searchGrant({ userIds: [emailIdentity(user)] }),
        shared: {
          store: createRedisStore({ client: await connect(server) }),
          secret,
          timeoutMs: 5_000,
          onError: (error) => errors.push(error),
        },
      })
      closing.push(() => tokens.close())
      return { tokens, errors }
    }

    const keysOf = async (admin: Awaited<ReturnType<typeof connect>>, end: string) =>
      (await admin.keys('coveo-token:{*')).filter((key) => key.endsWith(end))

    it('mints one more token where Redis evicts a value', async () => {
      const { server, admin } = await start()
      const coveo = createFakeCoveo()
      const [one, two] = [await instance(server, { coveo }), await instance(server, { coveo })]
      const first = await one.tokens.issue(alice)
      await admin.del(await keysOf(admin, '}'))
      const second = await two.tokens.issue(alice)
      expect(second).toMatchObject({ outcome: 'mint' })
      expect((await one.tokens.issue(alice)).token).toBe(first.token)
      expect((await (await instance(server, { coveo })).tokens.issue(alice)).token).toBe(second.token)
      expect(coveo.mints).toHaveLength(2)
      expect([...one.errors, ...two.errors]).toEqual([])
    })

    it('mints one more token where Redis evicts a lease, and shares one of them', async () => {
      const { server, admin } = await start()
      const coveo = createFakeCoveo()
      let respond = () => {}
      const held = new Promise<void>((resolve) => {
        respond = resolve
      })
      coveo.respondWith(async (mint) => {
        if (mint.number === 1) await held
        return { token: `token-${mint.number}`, lifetimeMs: 3_600_000, remainingMs: 3_600_000 }
      })
      const [one, two] = [await instance(server, { coveo }), await instance(server, { coveo })]
      const slow = one.tokens.issue(alice)
      await expect.poll(() => coveo.mints.length).toBe(1)
      await admin.del(await keysOf(admin, ':lease'))
      expect(await two.tokens.issue(alice)).toMatchObject({ outcome: 'mint', token: 'token-2' })
      respond()
      expect(await slow).toMatchObject({ outcome: 'mint' })
      expect(await (await instance(server, { coveo })).tokens.issue(alice)).toMatchObject({ token: 'token-2' })
      expect(coveo.mints).toHaveLength(2)
      expect([...one.errors, ...two.errors]).toEqual([])
    })

    it('returns the own token of every user while Redis evicts all the time', async () => {
      const { server, admin } = await start(() => ['--maxmemory-policy', 'volatile-lru'])
      const coveo = createFakeCoveo()
      coveo.respondWith(({ grant, number }) => ({
        token: `${grant.userIds?.[0]?.name} ${number} ${'x'.repeat(900)}`,
        lifetimeMs: 3_600_000,
        remainingMs: 3_600_000,
      }))
      const fleet = [await instance(server, { coveo }), await instance(server, { coveo })]
      const used = Number(/used_memory:(\d+)/.exec(await admin.info('memory'))?.[1])
      await admin.configSet('maxmemory', String(used + 300_000))
      const users = Array.from({ length: 300 }, (_, index) => `user${index}@example.com`)
      for (const { tokens } of fleet) {
        const issued = await Promise.all(users.map((user) => tokens.issue(user)))
        expect(issued.map(({ token }) => token.split(' ')[0])).toEqual(users)
      }
      expect(Number(/evicted_keys:(\d+)/.exec(await admin.info('stats'))?.[1])).toBeGreaterThan(0)
      expect(coveo.mints.length).toBeLessThanOrEqual(2 * users.length)
    })

    it('shares the token of a restored copy, and can invalidate it again', async () => {
      const { server, folder, admin } = await start()
      const coveo = createFakeCoveo()
      const { tokens } = await instance(server, { coveo })
      const first = await tokens.issue(alice)
      await admin.sendCommand(['SAVE'])
      copyFileSync(join(folder, 'dump.rdb'), join(folder, 'copy.rdb'))
      await tokens.invalidate(alice)
      await server.kill()
      copyFileSync(join(folder, 'copy.rdb'), join(folder, 'dump.rdb'))
      await server.restart()
      const other = await instance(server, { coveo })
      expect(await other.tokens.issue(alice)).toMatchObject({ outcome: 'shared', token: first.token })
      await other.tokens.invalidate(alice)
      expect((await (await instance(server, { coveo })).tokens.issue(alice)).token).not.toBe(first.token)
      expect(other.errors).toEqual([])
    })

    it('shares the tokens of a promoted replica', async () => {
      const { server: first } = await start(() => ['--repl-diskless-sync-delay', '0'])
      const { server: second, admin } = await start(() => ['--replicaof', '127.0.0.1', String(first.port)])
      await expect.poll(() => admin.info('replication')).toContain('master_link_status:up')
      const coveo = createFakeCoveo()
      const before = await (await instance(first, { coveo })).tokens.issue(alice)
      await expect.poll(() => keysOf(admin, '}')).toHaveLength(1)
      await first.kill()
      await admin.sendCommand(['REPLICAOF', 'NO', 'ONE'])
      const { tokens, errors } = await instance(second, { coveo })
      expect(await tokens.issue(alice)).toMatchObject({ outcome: 'shared', token: before.token })
      expect(await tokens.issue('bob@example.com')).toMatchObject({ outcome: 'mint' })
      expect(errors).toEqual([])
    })

    it('keeps apart two applications with one prefix and one secret, and other organizations', async () => {
      const { server } = await start()
      const ours = createFakeCoveo()
      const theirs = { ...createFakeCoveo(), organizationId: 'another', scope: 'another' }
      theirs.respondWith(({ number }) => ({ token: `theirs-${number}`, lifetimeMs: 3_600_000, remainingMs: 3_600_000 }))
      const [one, two] = [await instance(server, { coveo: ours }), await instance(server, { coveo: theirs })]
      const [our, their] = [await one.tokens.issue(alice), await two.tokens.issue(alice)]
      expect(our.token).not.toBe(their.token)
      await two.tokens.invalidate(alice)
      expect((await (await instance(server, { coveo: ours })).tokens.issue(alice)).token).toBe(our.token)
      expect((await one.tokens.issue(alice)).token).toBe(our.token)
      expect([...one.errors, ...two.errors]).toEqual([])
    })
  },
)
