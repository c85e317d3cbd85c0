import { readFileSync } from 'node:fs'
import { createClient } from 'redis'
import { describe, expect, it } from 'vitest'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { createRedisStore } from './redis-store.ts'

describe.skipIf(!hasRedisServer())(
  'createRedisStore, with a Redis user of few rights (apt-get install redis-server)',
  () => {
    const redis = redisServerUnderTest()
    const { closing } = redis

    async function connect() {
      const client = createClient({ socket: { path: redis.server.path, tls: false } })
      await client.connect()
      closing.push(() => client.destroy())
      return client
    }

    it('rejects where Redis refuses to read a key, and takes that for no value of another type', async () => {
      const admin = await connect()
      await admin.sendCommand(['ACL', 'SETUSER', 'blind', 'on', '>password', 'allkeys', '+@all', '-get'])
      const client = createClient({
        socket: { path: redis.server.path, tls: false },
        username: 'blind',
        password: 'password',
      })
      closing.push(() => client.destroy())
      const store = createRedisStore({ client })
      await store.acquireLease('blind', { owner: 'me', leaseMs: 60_000 })
      const calls = [
        () => store.read('blind'),
        () => store.publish('blind', { owner: 'me', value: 'v', keepMs: 60_000 }),
        () => store.releaseLease('blind', 'me'),
        () => store.deleteIfEqual('blind', 'v'),
        () => store.invalidate('blind'),
      ]
      for (const call of calls) await expect(call()).rejects.toThrow(/NOPERM|can't run this command/)
    })

    it('needs no more rights than the deployment guide gives', async () => {
      const admin = await connect()
      const page = readFileSync(new URL('../../../docs/deploying.md', import.meta.url), 'utf8')
      const [, words = ''] = /^ACL SETUSER (.*)$/m.exec(page) ?? []
      await admin.sendCommand(['ACL', 'SETUSER', ...words.split(' ')])
      const client = createClient({
        socket: { path: redis.server.path, tls: false },
        username: 'coveo-token',
        password: 'password',
      })
      closing.push(() => client.destroy())
      const store = createRedisStore({ client })
      const received: string[] = []
      const failures: unknown[] = []
      const end = await store.subscribe?.(
        (message) => received.push(message),
        (error) => failures.push(error),
      )
      closing.push(() => end?.())
      expect(await store.acquireLease('acl', { owner: 'me', leaseMs: 1_000 })).toBe(true)
      await store.invalidate('acl')
      await store.releaseLease('acl', 'me')
      expect(await store.acquireLease('acl', { owner: 'me', leaseMs: 1_000 })).toBe(true)
      expect(await store.publish('acl', { owner: 'me', value: 'v', keepMs: 60_000 })).toBe(true)
      expect((await store.read('acl'))?.value).toBe('v')
      await store.deleteIfEqual('acl', 'v')
      await store.broadcast?.('hello')
      await expect.poll(() => new Set(received)).toEqual(new Set(['hello']))
      expect(failures).toEqual([])
      await expect(createRedisStore({ client, prefix: 'other:' }).read('acl')).rejects.toThrow(/NOPERM/)
      await expect(client.keys('*')).rejects.toThrow(/NOPERM/)
    })
  },
)
