import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis as UpstashRedis } from '@upstash/redis'
import { GlideClient, Script } from '@valkey/valkey-glide'
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient, createClientPool } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectMessages, expectMessagesByLog } from '../test/expect-messages.ts'
import { openGlide } from '../test/open-glide.ts'
import { hasRedisServer, type RedisServer, startRedisServer } from '../test/redis-server.ts'
import { runContract } from '../test/run-contract.ts'
import { startUpstash } from '../test/start-upstash.ts'
import { fromIoredis } from './from-ioredis.ts'
import { fromUpstash } from './from-upstash.ts'
import { fromValkeyGlide } from './from-valkey-glide.ts'
import { createRedisStore } from './redis-store.ts'

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
    const http = await startUpstash(server.path)
    const client = new UpstashRedis({ url: http.url, token: 'test', enableTelemetry: false })
    others.push(() => http.stop())
    return { client: fromUpstash(client, { receive: true }), close: () => {} }
  }
  const glideOptions = () => ({ addresses: [{ host: '127.0.0.1', port: server.port }] })
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
  describe('iovalkey', () => {
    runContract(openIovalkey)
    it('receives messages', async () => {
      const opened = await openIovalkey()
      await expectMessages(opened)
      opened.close()
    })
  })
  describe('ioredis and iovalkey, without an offline queue', () => {
    it.each([
      ['ioredis', () => new Ioredis({ path: server.path, enableOfflineQueue: false })],
      [
        'ioredis, which connects late',
        () => new Ioredis({ path: server.path, enableOfflineQueue: false, lazyConnect: true }),
      ],
      ['iovalkey', () => new Iovalkey({ path: server.path, enableOfflineQueue: false })],
    ])('makes its first call and receives messages, with %s', async (_, create) => {
      const client = create()
      const adapter = fromIoredis(client)
      expect(await createRedisStore({ client: adapter }).read('first')).toBeUndefined()
      await expectMessages({ client: adapter })
      client.disconnect()
    })
  })
  describe('@upstash/redis', () => {
    runContract(openUpstash)
    it('receives messages', async () => expectMessages(await openUpstash()))
  })
  describe('@valkey/valkey-glide', () => {
    runContract(() => openGlide(glideOptions()))
    it('receives messages', async () => {
      const opened = await openGlide(glideOptions())
      await expectMessages(opened)
      await expectMessages(opened)
      opened.close()
    })
    it('receives messages without a subscriber', async () => {
      const client = await GlideClient.createClient(glideOptions())
      await expectMessagesByLog({ client: fromValkeyGlide({ client, Script }) })
      client.close()
    })
  })
})

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
