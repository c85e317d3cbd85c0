import { Redis as Ioredis } from 'ioredis'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasRedisServer, type RedisServer, startRedisServer } from '../test/redis-server.ts'
import { fromIoredis } from './from-ioredis.ts'
import { createMessageLog } from './message-log.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

const halfMinute = 30_000
const logKey = 'coveo-token:messages:log'

describe.skipIf(!hasRedisServer())('SharedStore.subscribe, messages that the subscription misses', () => {
  let server: RedisServer
  let admin: Awaited<ReturnType<typeof connect>>
  const closing: (() => unknown)[] = []

  beforeAll(async () => {
    server = await startRedisServer()
    admin = await connect()
  })
  beforeEach(async () => {
    await admin.flushAll()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
  afterAll(async () => {
    admin.destroy()
    await server.stop()
  })

  /** A lost subscription of this client stays lost for the whole test. */
  async function connect() {
    const client = createClient({ socket: { path: server.path, tls: false, reconnectStrategy: 3_600_000 } })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  async function subscribed(client: RedisClient) {
    const received: string[] = []
    const failures: string[] = []
    const store = createRedisStore({ client })
    const end = await store.subscribe?.(
      (message) => received.push(message),
      (error) => failures.push((error as Error).message),
    )
    closing.push(() => end?.())
    return { store, received, failures }
  }

  async function newClient() {
    const client = await connect()
    closing.push(() => client.destroy())
    return client
  }

  /** Sends a message to no subscription, as while all of them reconnect. */
  async function sendMissed(...messages: string[]): Promise<void> {
    const { broadcast } = createRedisStore({ client: { eval: (script, options) => admin.eval(script, options) } })
    for (const message of messages) await broadcast?.(message)
  }

  /** Resolves when the log has been read once more. */
  async function nextRead(): Promise<void> {
    const read = async () =>
      Number(/calls=(\d+)/.exec(/xrange:(\S+)/.exec(await admin.info('commandstats'))?.[1] ?? '')?.[1])
    const before = await read()
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(read).toBeGreaterThan(before)
    await admin.ping()
  }

  it.each([
    ['redis', newClient],
    [
      'ioredis',
      async () => {
        const client = new Ioredis({ path: server.path, retryStrategy: () => 3_600_000 })
        client.on('error', () => {})
        closing.push(() => client.disconnect())
        return fromIoredis(client)
      },
    ],
  ])('arrive within half a minute, with a client of %s whose subscription was cut', async (_, open) => {
    const { received } = await subscribed(await open())
    await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub'])
    await createRedisStore({ client: admin }).broadcast?.('missed')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['missed'])
  })

  it('arrive also where they were sent before the subscription', async () => {
    await sendMissed('early')
    const { received } = await subscribed(await newClient())
    await expect.poll(() => received).toEqual(['early'])
  })

  it('arrive once, in their order, also where there are thousands', async () => {
    const { received, failures } = await subscribed(await newClient())
    const messages = Array.from({ length: 2_500 }, (_, index) => String(index))
    await sendMissed(...messages)
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received.length).toBe(2_500)
    await sendMissed('last')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received.at(-1)).toBe('last')
    expect(received).toEqual([...messages, 'last'])
    expect(failures).toEqual([])
  })

  it('are reported where the log no longer has the message before them', async () => {
    const { received, failures } = await subscribed(await newClient())
    await sendMissed('one')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['one'])
    await admin.del(logKey)
    await sendMissed('of another log')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['one', 'of another log'])
    expect(failures).toEqual([expect.stringContaining('messages may be missing')])
  })

  it('arrive from the next log after the first one has expired, without a report', async () => {
    const { received, failures } = await subscribed(await newClient())
    await sendMissed('one')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['one'])
    await admin.del(logKey)
    await nextRead()
    await sendMissed('two')
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['one', 'two'])
    expect(failures).toEqual([])
  })

  it('are kept in a log of limited length that expires', async () => {
    await sendMissed('one')
    expect(await admin.pTTL(logKey)).toBeGreaterThan(23 * 3_600_000)
    const add = "for i = 1, 20000 do redis.call('XADD', KEYS[1], '*', 'message', 'old') end"
    await admin.eval(add, { keys: [logKey], arguments: [] })
    await sendMissed('two')
    expect(await admin.xLen(logKey)).toBeGreaterThanOrEqual(10_000)
    expect(await admin.xLen(logKey)).toBeLessThan(10_200)
  })

  it('replace a key of another type', async () => {
    await admin.set(logKey, 'text')
    const { store, received, failures } = await subscribed(await newClient())
    await expect.poll(() => failures).toEqual([expect.stringContaining('WRONGTYPE')])
    await store.broadcast?.('hello')
    await expect.poll(() => received).toEqual(['hello'])
    expect(await admin.xLen(logKey)).toBe(1)
  })

  it('reject the sender where Redis has no memory for them, although the subscriptions receive them', async () => {
    const { store, received } = await subscribed(await newClient())
    await admin.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: '1' })
    await expect(store.broadcast?.('hello')).rejects.toThrow(/OOM/)
    await admin.configSet('maxmemory', '0')
    await expect.poll(() => received).toEqual(['hello'])
  })

  it('are reported while the log cannot be read, and arrive after it', async () => {
    await admin.sendCommand(['ACL', 'SETUSER', 'default', '-xrange'])
    const { received, failures } = await subscribed(await newClient())
    await expect.poll(() => failures).toEqual([expect.stringMatching(/permission|can't run/i)])
    await sendMissed('late')
    await admin.sendCommand(['ACL', 'SETUSER', 'default', '+xrange'])
    await vi.advanceTimersByTimeAsync(halfMinute)
    await expect.poll(() => received).toEqual(['late'])
    expect(failures).toHaveLength(1)
  })

  it('are not read after the client was closed', async () => {
    const client = await connect()
    const { failures } = await subscribed(client)
    client.destroy()
    expect(vi.getTimerCount()).toBe(0)
    expect(failures).toEqual([])
  })
})

describe('createMessageLog', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Follows a log whose every read waits until the test responds to it. */
  function setUp() {
    const reads: { resolve: (reply: unknown) => void; reject: (error: Error) => void }[] = []
    const client: RedisClient = {
      eval: () => new Promise((resolve, reject) => reads.push({ resolve, reject })),
    }
    const received: string[] = []
    const failures: unknown[] = []
    const stop = createMessageLog(client, {
      key: logKey,
      listener(message) {
        received.push(message)
        if (message === 'last') stop()
      },
      onFailure: (error) => failures.push(error),
    }).follow()
    return { reads, received, failures, stop }
  }

  const entries = (...messages: string[]) => messages.map((message, at) => [`${at + 1}-0`, ['message', message]])

  it('reads once at a time, also where a read takes a minute', async () => {
    const { reads, received, stop } = setUp()
    await vi.advanceTimersByTimeAsync(2 * halfMinute)
    expect(reads).toHaveLength(1)
    reads[0]?.resolve(entries('one'))
    await vi.advanceTimersByTimeAsync(halfMinute)
    expect([reads.length, received]).toEqual([2, ['one']])
    stop()
  })

  it('delivers nothing after it was stopped, also of the page that it reads, and reports no failure', async () => {
    const { reads, received } = setUp()
    reads[0]?.resolve(entries('one', 'last', 'three'))
    await vi.advanceTimersByTimeAsync(2 * halfMinute)
    expect([reads.length, received]).toEqual([1, ['one', 'last']])

    const other = setUp()
    other.stop()
    other.reads[0]?.reject(new Error('The client is closed.'))
    await vi.advanceTimersByTimeAsync(halfMinute)
    expect(other.failures).toEqual([])
  })
})
