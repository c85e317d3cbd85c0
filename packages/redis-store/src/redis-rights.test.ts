import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { Logger } from '@valkey/valkey-glide'
import { Redis as Ioredis } from 'ioredis'
import { Redis as Iovalkey } from 'iovalkey'
import { createClient } from 'redis'
import { createClient as createClient5 } from 'redis-5'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGlide } from '../test/open-glide.ts'
import { hasRedisServer } from '../test/redis-server.ts'
import { redisServerUnderTest } from '../test/redis-server-under-test.ts'
import { fromIoredis } from './from-ioredis.ts'
import { createRedisStore } from './redis-store.ts'

const guide = readFileSync(new URL('../../../docs/deploying.md', import.meta.url), 'utf8')
const [rights = [], rightsOfGlide = []] = [...guide.matchAll(/^ACL SETUSER (.*)$/gm)].map(([, words = '']) =>
  words.split(' '),
)
const commandsOf = (words: readonly string[]) =>
  words.filter((word) => word.startsWith('+')).map((word) => word.slice(1))
const credentials = { username: 'coveo-token', password: 'password' }

interface SignIn {
  path: string
  username: string
  password: string
}

type ClientName = keyof typeof clients
/** A client of each library, which connects to a port of 127.0.0.1. */
const clients = {
  'redis 5': (port: number) => {
    const client = createClient5({ socket: { host: '127.0.0.1', port, tls: false }, ...credentials })
    return { client, close: () => client.destroy() }
  },
  'redis 6': (port: number) => {
    const client = createClient({ socket: { host: '127.0.0.1', port, tls: false }, ...credentials })
    return { client, close: () => client.destroy() }
  },
  ioredis: (port: number) => {
    const client = new Ioredis({ host: '127.0.0.1', port, enableReadyCheck: false, ...credentials })
    return { client: fromIoredis(client), close: () => client.disconnect() }
  },
  iovalkey: (port: number) => {
    const client = new Iovalkey({ host: '127.0.0.1', port, enableReadyCheck: false, ...credentials })
    return { client: fromIoredis(client), close: () => client.disconnect() }
  },
  '@valkey/valkey-glide': (port: number) => openGlide({ addresses: [{ host: '127.0.0.1', port }], credentials }),
}

describe.skipIf(!hasRedisServer())(
  'createRedisStore, with a Redis user of few rights (apt-get install redis-server)',
  () => {
    const redis = redisServerUnderTest()
    const { closing } = redis

    // Glide writes a line for each command that Redis refuses.
    beforeAll(() => Logger.setLoggerConfig('off'))
    afterAll(() => Logger.setLoggerConfig('warn'))

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

    it.each([
      ['ioredis', (options: SignIn) => new Ioredis(options)],
      ['iovalkey', (options: SignIn) => new Iovalkey(options)],
    ])('shows the password of a refused sign-in in no error, with %s', async (_name, connectAs) => {
      const errors: TokenError[] = []
      const client = connectAs({ path: redis.server.path, username: 'stranger', password: 'of-another-server' })
      closing.push(() => client.disconnect())
      const tokens = createTokenIssuer({
        coveo: createFakeCoveo(),
        grant: (user: string) => searchGrant({ userIds: [emailIdentity(user)] }),
        shared: {
          store: createRedisStore({ client: fromIoredis(client) }),
          secret: 'a secret that is long enough for a test',
          onError: (error) => errors.push(error),
        },
      })
      closing.push(() => tokens.close())
      await tokens.issue('asmith@example.com')
      await expect.poll(() => inspect(errors, { depth: 9 })).toContain('WRONGPASS')
      expect(inspect(errors, { depth: 9 })).not.toContain('of-another-server')
    })

    /** Calls every function of a store with the rights of the deployment guide, without one of the commands. */
    async function callAll(client: ClientName, without = ''): Promise<void> {
      const admin = await connect()
      await admin.sendCommand(['SCRIPT', 'FLUSH'])
      await admin.sendCommand(['ACL', 'DELUSER', 'coveo-token'])
      for (const words of client === '@valkey/valkey-glide' ? [rights, rightsOfGlide] : [rights]) {
        await admin.sendCommand(['ACL', 'SETUSER', ...words.filter((word) => word !== `+${without}`)])
      }
      const opened = await clients[client](redis.server.port)
      closing.push(opened.close)
      const store = createRedisStore({ client: opened.client })
      const received: string[] = []
      const failures: unknown[] = []
      const end = await store.subscribe?.(
        (message) => received.push(message),
        (error) => failures.push(error),
      )
      const name = crypto.randomUUID()
      const lease = { owner: 'me', leaseMs: 60_000 }
      expect(await store.acquireLease(name, lease)).toBe(true)
      await store.invalidate(name)
      await store.releaseLease(name, 'me')
      expect(await store.acquireLease(name, lease)).toBe(true)
      expect(await store.publish(name, { owner: 'me', value: 'v', keepMs: 60_000 })).toBe(true)
      expect((await store.read(name))?.value).toBe('v')
      await store.deleteIfEqual(name, 'v')
      await store.broadcast?.('hello')
      await expect.poll(() => new Set(received), { timeout: 25_000 }).toEqual(new Set(['hello']))
      expect(failures).toEqual([])
      await end?.()
      const other = createRedisStore({ client: opened.client, prefix: 'other:' })
      await expect(other.read(name)).rejects.toThrow(/permission/i)
    }

    it.each(Object.keys(clients) as ClientName[])(
      'needs no more rights than the deployment guide gives, with %s',
      async (client) => {
        await callAll(client)
      },
    )

    /** How often Redis has refused a command. */
    async function refusals(command: string): Promise<number> {
      const admin = await connect()
      const text = String(await admin.sendCommand(['INFO', 'commandstats']))
      return Number(new RegExp(`cmdstat_${command.replace('|', '\\|')}:.*rejected_calls=(\\d+)`).exec(text)?.[1] ?? 0)
    }

    /** Glide repeats a refused command without a pause, while the store waits for it. */
    async function expectNoMoreRefusals(command: string): Promise<void> {
      let before = -1
      await expect
        .poll(
          async () => {
            const more = (await refusals(command)) - before
            before += more
            return more
          },
          { timeout: 25_000 },
        )
        .toBe(0)
      expect(before).toBeGreaterThan(0)
    }

    it.each(commandsOf(rights))('needs the right to %s', async (command) => {
      await expect(callAll('redis 6', command)).rejects.toThrow()
    })

    it.each(commandsOf(rightsOfGlide))(
      'needs the right to %s with Glide',
      async (command) => {
        await expect(callAll('@valkey/valkey-glide', command)).rejects.toThrow()
        await expectNoMoreRefusals(command)
      },
      60_000,
    )

    it('names the rights where Redis refuses the subscription of Glide', async () => {
      await expect(callAll('@valkey/valkey-glide', 'subscribe')).rejects.toThrow(/SUBSCRIBE and UNSUBSCRIBE/)
      await expectNoMoreRefusals('subscribe')
    }, 60_000)
  },
)
