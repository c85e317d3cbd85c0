import { once } from 'node:events'
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient, createCluster } from 'redis'
import { createClient as createClient5, createCluster as createCluster5 } from 'redis-5'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openGlide } from '../test/open-glide.ts'
import { type RedisCluster, startRedisCluster } from '../test/redis-cluster.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { fromIoredis } from './from-ioredis.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

interface Reopened {
  readonly client: RedisClient
  readonly close: () => unknown
  readonly open: () => Promise<unknown>
}

function ofRedis(client: {
  connect(): Promise<unknown>
  destroy(): unknown
  on(event: 'error', run: () => void): unknown
}): Reopened {
  client.on('error', () => {})
  return { client: client as unknown as RedisClient, close: () => client.destroy(), open: () => client.connect() }
}

function ofIoredis(client: Ioredis | Iovalkey): Reopened {
  client.on('error', () => {})
  async function close(): Promise<void> {
    client.disconnect()
    await once(client, 'end')
  }
  return { client: fromIoredis(client), close, open: () => client.connect() }
}

async function expectMessagesAfterReopening({ client, close, open }: Reopened): Promise<void> {
  const received: string[] = []
  const failures: unknown[] = []
  const store = createRedisStore({ client, prefix: `${crypto.randomUUID()}:` })
  const end = await store.subscribe?.(
    (message) => received.push(message),
    (error) => failures.push(error),
  )
  for (const round of ['first', 'second', 'third']) {
    await store.broadcast?.(round)
    await expect.poll(() => received, { timeout: 25_000 }).toContain(round)
    await close()
    await open()
  }
  await end?.()
  expect(failures).toEqual([])
  await close()
}

describe.skipIf(!hasRedisServer())(
  'SharedStore.subscribe, when the application closes and opens its client (apt-get install redis-server)',
  () => {
    const redis = redisServerUnderTest()
    const socket = () => ({ host: '127.0.0.1', port: redis.server.port, tls: false as const })

    it.each<[string, () => Reopened]>([
      ['redis 5', () => ofRedis(createClient5({ socket: socket() }))],
      ['redis 6', () => ofRedis(createClient({ socket: socket() }))],
      [
        'redis 6, without an offline queue',
        () => ofRedis(createClient({ socket: socket(), disableOfflineQueue: true })),
      ],
      ['ioredis', () => ofIoredis(new Ioredis({ port: redis.server.port }))],
      [
        'ioredis, without an offline queue',
        () => ofIoredis(new Ioredis({ port: redis.server.port, enableOfflineQueue: false })),
      ],
      ['iovalkey', () => ofIoredis(new Iovalkey({ port: redis.server.port }))],
    ])('receives messages again, with %s', async (_, create) => expectMessagesAfterReopening(create()), 60_000)

    it('says why no message arrives after a client of Glide was closed', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      onTestFinished(() => void vi.useRealTimers())
      const { client, close } = await openGlide({ addresses: [{ host: '127.0.0.1', port: redis.server.port }] })
      const failures: string[] = []
      const store = createRedisStore({ client })
      const end = await store.subscribe?.(
        () => {},
        (error) => failures.push((error as Error).message),
      )
      await close()
      await vi.advanceTimersByTimeAsync(30_000)
      await expect
        .poll(() => failures, { timeout: 25_000 })
        .toContainEqual(expect.stringContaining('create a new client'))
      await expect(store.read('any')).rejects.toThrow('create a new client')
      await end?.().catch(() => {})
    })

    describe('of a cluster', () => {
      let cluster: RedisCluster
      beforeAll(async () => {
        cluster = await startRedisCluster()
      })
      afterAll(() => cluster.stop())
      const rootNodes = () => cluster.ports.map((port) => ({ socket: { host: '127.0.0.1', port } }))

      it.each<[string, () => Reopened]>([
        ['redis 5', () => ofRedis(createCluster5({ rootNodes: rootNodes() }))],
        ['redis 6', () => ofRedis(createCluster({ rootNodes: rootNodes() }))],
      ])('receives messages again, with %s', async (_, create) => expectMessagesAfterReopening(create()), 60_000)
    })
  },
)
