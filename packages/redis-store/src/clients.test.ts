import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContractCases } from '@coveo-token/core/testing'
import { Redis as UpstashRedis } from '@upstash/redis'
import { GlideClient, Script } from '@valkey/valkey-glide'
import { Redis as Ioredis, Cluster as IoredisCluster } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient, createClientPool, createCluster } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectMessages, expectMessagesByLog } from '../test/expect-messages.ts'
import { type RedisCluster, startRedisCluster } from '../test/redis-cluster.ts'
import { hasRedisServer, type RedisServer, startRedisServer } from '../test/redis-server.ts'
import { startUpstashServer } from '../test/upstash-server.ts'
import { fromIoredis } from './from-ioredis.ts'
import { fromUpstash } from './from-upstash.ts'
import { fromValkeyGlide } from './from-valkey-glide.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

interface Opened {
  readonly client: RedisClient
  close(): unknown
}

/** Cases about the server's own clock: one client that runs them is enough. */
const timed = /expired|its time|at its end|because it is read|counts the time|any other owner/
const cases = storeContractCases.filter(({ name }) => !timed.test(name))

function runContract(open: () => Promise<Opened>): void {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())
  for (const { name, run } of cases) {
    it(name, () =>
      run(async () => ({
        store: createRedisStore({ client: opened.client }),
        elapse: () => Promise.reject(new Error('The clock of the server is not part of these cases.')),
      })),
    )
  }
}

describe.skipIf(!hasRedisServer())('createRedisStore, with a client of (apt-get install redis-server)', () => {
  let server: RedisServer
  const others: (() => unknown)[] = []

  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(async () => {
    for (const close of others) await close()
    await server.stop()
  })

  const openRedis5 = async () => {
    const client = createClient5({ socket: { path: server.path, tls: false } })
    return { client, close: () => client.destroy() }
  }
  const openPool = async () => {
    const client = createClientPool({ socket: { path: server.path, tls: false } })
    client.on('error', () => {})
    return { client, close: () => client.destroy() }
  }
  const openIoredis = async () => {
    const client = new Ioredis({ path: server.path })
    return { client: fromIoredis(client), close: () => client.disconnect() }
  }
  const openIovalkey = async () => {
    const client = new Iovalkey({ path: server.path })
    return { client: fromIoredis(client), close: () => client.disconnect() }
  }
  const openUpstash = async () => {
    const behind = createClient({ socket: { path: server.path, tls: false } })
    await behind.connect()
    const subscriber = behind.duplicate()
    await subscriber.connect()
    const http = await startUpstashServer({
      send: (words) => behind.sendCommand(words),
      subscribe: (channel, listener) => subscriber.subscribe(channel, listener),
    })
    const client = new UpstashRedis({ url: http.url, token: 'test', enableTelemetry: false })
    others.push(
      () => behind.destroy(),
      () => subscriber.destroy(),
      () => http.stop(),
    )
    return { client: fromUpstash(client, { receive: true }), close: () => {} }
  }
  const openGlide = async () => {
    const options = { addresses: [{ host: '127.0.0.1', port: server.port }] }
    const [client, subscriber] = [await GlideClient.createClient(options), await GlideClient.createClient(options)]
    return {
      client: fromValkeyGlide({ client, Script, subscriber }),
      close() {
        client.close()
        subscriber.close()
      },
    }
  }
  describe('redis 5', () => {
    runContract(openRedis5)
    it('receives messages', async () => expectMessages(await openRedis5()))
  })
  describe('redis 6, a pool', () => {
    runContract(openPool)
    it('receives messages', async () => {
      const opened = await openPool()
      await expectMessagesByLog(opened)
      opened.close()
    })
  })
  describe('ioredis', () => {
    runContract(openIoredis)
    it('receives messages', async () => {
      const opened = await openIoredis()
      await expectMessages(opened)
      opened.close()
    })
  })
  describe('iovalkey', () => runContract(openIovalkey))
  describe('@upstash/redis', () => {
    runContract(openUpstash)
    it('receives messages', async () => expectMessages(await openUpstash()))
  })
  describe('@valkey/valkey-glide', () => {
    runContract(openGlide)
    it('receives messages', async () => {
      const opened = await openGlide()
      await expectMessages(opened)
      await expectMessages(opened)
      opened.close()
    })
    it('receives messages without a subscriber', async () => {
      const client = await GlideClient.createClient({ addresses: [{ host: '127.0.0.1', port: server.port }] })
      await expectMessagesByLog({ client: fromValkeyGlide({ client, Script }) })
      client.close()
    })
  })
})

describe.skipIf(!hasRedisServer())(
  'createRedisStore, with a cluster of three nodes (apt-get install redis-server)',
  () => {
    let cluster: RedisCluster
    beforeAll(async () => {
      cluster = await startRedisCluster()
    })
    afterAll(() => cluster.stop())

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

    describe('redis 6', () => {
      const open = async () => {
        const client = createCluster({
          rootNodes: cluster.ports.map((port) => ({ socket: { host: '127.0.0.1', port } })),
        })
        return { client, close: () => client.destroy() }
      }
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
    })
    describe('ioredis', () => {
      const open = async () => {
        const client = new IoredisCluster(cluster.ports.map((port) => ({ host: '127.0.0.1', port })))
        return { client: fromIoredis(client), close: () => client.disconnect() }
      }
      runContract(open)
      it('shares while a slot moves to another node', async () => {
        const opened = await open()
        await expectNoFailure(opened)
        opened.close()
      })
    })
  },
)

describe.skipIf(!hasRedisServer())('createRedisStore, over TLS (apt-get install redis-server)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coveo-token-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  let server: RedisServer
  let tlsPort = 0

  beforeAll(async () => {
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    })
    writeFileSync(key, pems.private)
    writeFileSync(cert, pems.cert)
    server = await startRedisServer({
      settings: ({ port }) => {
        tlsPort = port
        const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert]
        return ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files]
      },
    })
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  runContract(async () => {
    const client = createClient({ socket: { host: '127.0.0.1', port: tlsPort, tls: true, ca: readFileSync(cert) } })
    return { client, close: () => client.destroy() }
  })
})
