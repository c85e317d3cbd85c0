import { createTokenIssuer, emailIdentity, searchGrant, type TokenError, type TokenIssuer } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { Redis as UpstashRedis } from '@upstash/redis'
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient, createClientPool } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import { describe, expect, it } from 'vitest'
import { openGlide } from '../test/open-glide.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { fromIoredis } from './from-ioredis.ts'
import { fromUpstash } from './from-upstash.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

interface Opened {
  readonly client: RedisClient
  readonly close: () => unknown
}

function ioredis(client: Ioredis | Iovalkey): Opened {
  client.on('error', () => {})
  return { client: fromIoredis(client), close: () => client.disconnect() }
}

const clients: [string, (place: { host: string; port: number }) => Opened | Promise<Opened>][] = [
  [
    'redis 5',
    (socket) => {
      const client = createClient5({ socket })
      return { client, close: () => client.destroy() }
    },
  ],
  [
    'redis 6',
    (socket) => {
      const client = createClient({ socket })
      return { client, close: () => client.destroy() }
    },
  ],
  [
    'redis 6, without an offline queue',
    (socket) => {
      const client = createClient({ socket, disableOfflineQueue: true })
      return { client, close: () => client.destroy() }
    },
  ],
  [
    'redis 6, a pool',
    (socket) => {
      const client = createClientPool({ socket })
      return { client, close: () => client.destroy() }
    },
  ],
  ['ioredis', (place) => ioredis(new Ioredis(place))],
  ['ioredis, without an offline queue', (place) => ioredis(new Ioredis({ ...place, enableOfflineQueue: false }))],
  ['iovalkey', (place) => ioredis(new Iovalkey(place))],
  [
    '@upstash/redis',
    ({ host, port }) => {
      const client = new UpstashRedis({ url: `http://${host}:${port}`, token: 'test', enableTelemetry: false })
      return { client: fromUpstash(client), close: () => {} }
    },
  ],
  ['@valkey/valkey-glide', (address) => openGlide({ addresses: [address], lazyConnect: true })],
]

describe.skipIf(!hasRedisServer())('createRedisStore, while Redis is down (apt-get install redis-server)', () => {
  const redis = redisServerUnderTest()

  it.each(clients)(
    'lets the server start and respond, reports it, and works once Redis is there, with %s',
    async (library, open) => {
      await redis.server.kill()
      const { client, close } = await open({ host: '127.0.0.1', port: redis.server.port })
      redis.closing.push(close)
      const store = createRedisStore({ client })
      const errors: TokenError[] = []
      const tokens: TokenIssuer<string> = createTokenIssuer({
        coveo: createFakeCoveo(),
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
        shared: {
          store,
          secret: 'a secret that is long enough for a test',
          onError: (error) => errors.push(error),
        },
      })
      expect(await tokens.issue('asmith@example.com')).toMatchObject({ outcome: 'mint' })
      expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['shared-store-failed']))
      await redis.server.restart()
      const read = () =>
        store.read('any').then(
          () => 'read',
          () => 'failed',
        )
      // Redis has no HTTP interface of its own.
      if (library !== '@upstash/redis') await expect.poll(read, { timeout: 60_000 }).toBe('read')
      await tokens.close()
    },
    120_000,
  )
})
