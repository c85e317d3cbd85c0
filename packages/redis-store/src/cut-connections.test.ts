import { createTokenIssuer, emailIdentity, searchGrant, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { Redis as UpstashRedis } from '@upstash/redis'
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import { describe, expect, it } from 'vitest'
import { startCutConnection } from '../test/cut-connection.ts'
import { openGlide } from '../test/open-glide.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { startUpstash } from '../test/start-upstash.ts'
import { fromIoredis } from './from-ioredis.ts'
import { fromUpstash } from './from-upstash.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

interface Opened {
  readonly client: RedisClient
  readonly close: () => unknown
}

/** Opens a client on a port of 127.0.0.1, behind which Redis is, or for `@upstash/redis` its REST interface. */
type Open = (port: number) => Opened | Promise<Opened>
const clients: [string, Open][] = [
  [
    'redis 5',
    (port) => {
      const client = createClient5({ socket: { host: '127.0.0.1', port, tls: false } })
      return { client, close: () => client.destroy() }
    },
  ],
  [
    'redis 6',
    (port) => {
      const client = createClient({ socket: { host: '127.0.0.1', port, tls: false } })
      return { client, close: () => client.destroy() }
    },
  ],
  [
    'ioredis',
    (port) => {
      const client = new Ioredis({ host: '127.0.0.1', port })
      return { client: fromIoredis(client), close: () => client.disconnect() }
    },
  ],
  [
    'iovalkey',
    (port) => {
      const client = new Iovalkey({ host: '127.0.0.1', port })
      return { client: fromIoredis(client), close: () => client.disconnect() }
    },
  ],
  ['@valkey/valkey-glide', (port) => openGlide({ addresses: [{ host: '127.0.0.1', port }], requestTimeout: 60_000 })],
  [
    '@upstash/redis',
    (port) => {
      const client = new UpstashRedis({ url: `http://127.0.0.1:${port}`, token: 'test', enableTelemetry: false })
      return { client: fromUpstash(client), close: () => {} }
    },
  ],
]

describe.skipIf(!hasRedisServer())(
  'createRedisStore, over a connection that is cut (apt-get install redis-server)',
  () => {
    const redis = redisServerUnderTest()
    const { closing } = redis

    async function startRest(): Promise<number> {
      const rest = await startUpstash(redis.server.path)
      closing.push(() => rest.stop())
      return Number(new URL(rest.url).port)
    }

    async function openThrough(library: string, open: Open) {
      const connection = await startCutConnection(library === '@upstash/redis' ? await startRest() : redis.server.port)
      const { client, close } = await open(connection.port)
      closing.push(close, () => connection.stop())
      return { connection, store: createRedisStore({ client }) }
    }

    function instance(store: ReturnType<typeof createRedisStore>, coveo: ReturnType<typeof createFakeCoveo>) {
      const tokens: TokenIssuer<string> = createTokenIssuer({
        coveo,
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
        shared: { store, secret: 'a secret that is long enough for a test', timeoutMs: 1_000, onError: () => {} },
      })
      closing.unshift(() => tokens.close())
      return tokens
    }

    it.each(clients)(
      'shares no token that was minted meanwhile and invalidated, with %s',
      async (library, open) => {
        const user = `${library}@example.com`
        const coveo = createFakeCoveo()
        const { connection, store } = await openThrough(library, open)
        const near = instance(createRedisStore({ client: connectDirectly() }), coveo)
        const far = instance(
          {
            ...store,
            acquireLease(name, lease) {
              connection.cut()
              return store.acquireLease(name, lease)
            },
          },
          coveo,
        )
        const { token, outcome } = await far.issue(user)
        expect(outcome).toBe('mint')
        await near.invalidate(user)
        connection.mend()
        // A call that is sent now arrives after all that waited.
        await store.read('last')
        const next = await near.issue(user)
        expect(next.token).not.toBe(token)
        expect(next.outcome).toBe('mint')
        // HTTP keeps no order: the lease may arrive after its release, and then lasts until it expires.
      },
      120_000,
    )

    function connectDirectly() {
      const client = createClient({ socket: { path: redis.server.path, tls: false } })
      closing.push(() => client.destroy())
      return client
    }

    it.each(clients)(
      'gives a lease whose response was lost, if the client sends the call again, with %s',
      async (library, open) => {
        const { connection, store } = await openThrough(library, open)
        await store.read('warm')
        const admin = connectDirectly()
        await admin.connect()
        const lease = { owner: 'me', leaseMs: 60_000 }
        // Redis runs the call, and its response is lost.
        await admin.sendCommand(['CLIENT', 'PAUSE', '60000', 'WRITE'])
        const acquired = store.acquireLease('again', lease).catch(() => 'failed')
        await expect
          .poll(async () => String(await admin.sendCommand(['CLIENT', 'LIST'])), { timeout: 25_000 })
          .toMatch(/flags=b.*cmd=eval/)
        connection.cut()
        await admin.sendCommand(['CLIENT', 'UNPAUSE'])
        await expect.poll(() => admin.exists('coveo-token:{again}:lease'), { timeout: 25_000 }).toBe(1)
        connection.drop()
        connection.mend()
        // `redis` rejects the call and sends it no second time; ioredis does.
        expect(['failed', true]).toContain(await acquired)
        expect(await store.acquireLease('again', lease)).toBe(true)
      },
    )
  },
)
