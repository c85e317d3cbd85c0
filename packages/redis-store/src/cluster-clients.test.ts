import { GlideClusterClient } from '@valkey/valkey-glide'
import { Cluster as IoredisCluster } from 'ioredis'
import { Cluster as IovalkeyCluster } from 'iovalkey'
import { createCluster } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectMessages } from '../test/expect-messages.ts'
import { openGlide } from '../test/open-glide.ts'
import { type RedisCluster, startRedisCluster } from '../test/redis-cluster.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { type Opened, runContract } from '../test/run-contract.ts'
import { fromIoredis } from './from-ioredis.ts'
import { createRedisStore } from './redis-store.ts'

describe.skipIf(!hasRedisServer())(
  'createRedisStore, with a cluster of three nodes (apt-get install redis-server)',
  () => {
    let cluster: RedisCluster
    beforeAll(async () => {
      cluster = await startRedisCluster()
    })
    afterAll(() => cluster.stop())

    const nodes = () => cluster.ports.map((port) => ({ host: '127.0.0.1', port }))

    /** Calls the store while the slot of a name moves to another node. */
    async function expectNoFailure({ client }: Opened): Promise<void> {
      const store = createRedisStore({ client })
      for (const isNew of [true, false]) {
        const name = crypto.randomUUID()
        const publication = { owner: 'me', value: 'v', keepMs: 60_000 }
        const lease = { owner: 'me', leaseMs: 60_000 }
        if (!isNew) {
          await store.acquireLease(name, lease)
          await store.publish(name, publication)
        }
        const endMove = await cluster.beginMove(`coveo-token:{${name}}`)
        expect((await store.read(name))?.value).toBe(isNew ? undefined : 'v')
        expect(await store.acquireLease(name, lease)).toBe(true)
        await store.releaseLease(name, 'me')
        expect(await store.acquireLease(name, lease)).toBe(true)
        const published = store.publish(name, publication)
        await endMove()
        expect(await published).toBe(true)
        expect((await store.read(name))?.value).toBe('v')
        await store.invalidate(name)
        expect(await store.read(name)).toBeUndefined()
      }
    }

    function runClusterContract(open: () => Promise<Opened>): void {
      runContract(open)
      it('receives messages', async () => {
        const opened = await open()
        await expectMessages(opened)
        opened.close()
      })
      it('shares while a slot moves to another node', async () => {
        const opened = await open()
        await expectNoFailure(opened)
        opened.close()
      })
    }

    describe('redis 6', () => {
      const open = async () => {
        const client = createCluster({
          rootNodes: nodes().map((socket) => ({ socket })),
        })
        return { client, close: () => client.destroy() }
      }
      runClusterContract(open)
    })
    describe.each([
      ['ioredis', IoredisCluster],
      ['iovalkey', IovalkeyCluster],
    ] as const)('%s', (_, Cluster) => {
      const open = async () => {
        const client = new Cluster(nodes())
        return { client: fromIoredis(client), close: () => client.disconnect() }
      }
      runClusterContract(open)
      it('makes its first call and receives messages without an offline queue', async () => {
        const client = new Cluster(nodes(), { enableOfflineQueue: false })
        const adapter = fromIoredis(client)
        expect(await createRedisStore({ client: adapter }).read('first')).toBeUndefined()
        await expectMessages({ client: adapter })
        client.disconnect()
      })
    })
    describe('@valkey/valkey-glide', () => {
      // Glide itself waits for a slot that moves, within its time for one call.
      const open = () => openGlide({ addresses: nodes(), requestTimeout: 30_000 }, GlideClusterClient)
      runClusterContract(open)
    })
  },
)
