import { createHash } from 'node:crypto'
import { createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import { fromIoredis } from './from-ioredis.ts'
import { fromUpstash } from './from-upstash.ts'
import { fromValkeyGlide } from './from-valkey-glide.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

function recorded(reply: unknown = 1) {
  const calls: Parameters<RedisClient['eval']>[] = []
  const client: RedisClient = {
    async eval(...call) {
      calls.push(call)
      return reply
    },
  }
  return { calls, client }
}

function methods(...names: string[]): RedisClient {
  return Object.fromEntries(names.map((name) => [name, async () => 1])) as unknown as RedisClient
}

describe('createRedisStore', () => {
  it('keeps value and lease of a name in one slot of a cluster, behind the prefix', async () => {
    const { calls, client } = recorded()
    const store = createRedisStore({ client, prefix: 'my-app:' })
    await store.read('a.b').catch(() => {})
    await store.acquireLease('a.b', { owner: 'me', leaseMs: 6_000 })
    await store.publish('a.b', { owner: 'me', value: 'sealed', keepMs: 59.9 })
    await store.releaseLease('a.b', 'me')
    await store.deleteIfEqual('a.b', 'sealed')
    await store.invalidate('a.b')
    const [value, lease] = ['my-app:{a.b}', 'my-app:{a.b}:lease']
    expect(calls.map(([, { keys }]) => keys)).toEqual([
      [value],
      [lease],
      [value, lease],
      [lease],
      [value],
      [value, lease],
    ])
    expect(calls.map((call) => call[1].arguments)).toEqual([
      [],
      ['me', '6000'],
      ['me', 'sealed', '59'],
      ['me'],
      ['sealed'],
      [],
    ])
  })

  it('names a wrong option', () => {
    const { client } = recorded()
    expect(() => createRedisStore({ client: {} as RedisClient })).toThrow(/client/)
    expect(() => createRedisStore({ client, onRepair: 7 as never })).toThrow(/onRepair/)
    expect(() => createRedisStore({ client: undefined as never })).toThrow(/client/)
    expect(() => createRedisStore({ client, prefix: 'a{b}' })).toThrow(/prefix/)
    expect(() => createRedisStore({ client, prefix: 7 as never })).toThrow(/prefix/)
  })

  it('leaves an issuer able to work for any reply of Redis', async () => {
    const replies = [null, undefined, 0, 1, '', 'OK', [], ['1.x'], ['garbage', 60_000], [null, null], {}, Number.NaN]
    for (const reply of replies) {
      const errors: TokenError[] = []
      const { client } = recorded(reply)
      const coveo = createFakeCoveo()
      const tokens = createTokenIssuer<string>({
        coveo,
        grant: (email) => searchGrant({ userIds: [emailIdentity(email)] }),
        mintTimeoutMs: 50,
        shared: {
          store: createRedisStore({ client }),
          secret: 'a secret that is long enough for a test',
          timeoutMs: 50,
          onError: (error) => errors.push(error),
        },
      })
      expect(await tokens.issue('asmith@example.com')).toMatchObject({ outcome: 'mint' })
      for (const { code } of errors) expect(code).toMatch(/^shared-store-(failed|unreadable)$/)
      await tokens.close()
    }
  })

  it('names the fix for a client of another library', () => {
    expect(() => createRedisStore({ client: methods('eval', 'defineCommand') })).toThrow(/pass fromIoredis\(client\)/)
    expect(() => createRedisStore({ client: methods('eval', 'createScript') })).toThrow(/pass fromUpstash\(client\)/)
    expect(() => createRedisStore({ client: methods('invokeScript') })).toThrow(/pass fromValkeyGlide/)
    expect(() => createRedisStore({ client: methods('eval', 'internal_send_command') })).toThrow(/redis 5 or 6/)
    for (const other of [{}, methods('eval', 'evalSha'), methods('eval', 'createScript'), undefined]) {
      expect(() => fromIoredis(other as never)).toThrow(TypeError)
    }
    expect(() => fromUpstash(methods('eval') as never)).toThrow(TypeError)
    expect(() => fromValkeyGlide(methods('eval') as never)).toThrow(TypeError)
  })

  it('uses a client of ioredis that has eval() only', async () => {
    const calls: unknown[][] = []
    const client = {
      async eval(...words: unknown[]) {
        calls.push(words.slice(1))
        return 1
      },
    }
    const store = createRedisStore({ client: fromIoredis(client), prefix: 'p:' })
    expect(await store.acquireLease('a', { owner: 'me', leaseMs: 9 })).toBe(true)
    expect(calls).toEqual([[1, 'p:{a}:lease', 'me', '9']])
    await store.broadcast?.('nothing')
    await (await store.subscribe?.(() => {}))?.()
  })

  it('opens nothing before its first use, then connects once and listens for errors', async () => {
    const opened: string[] = []
    const client = {
      ...methods('eval'),
      isOpen: false,
      on: (event: string) => opened.push(event),
      connect: async () => opened.push('connect'),
    }
    const store = createRedisStore({
      client() {
        opened.push('create')
        return client
      },
    })
    expect(opened).toEqual([])
    await Promise.all([store.releaseLease('a', 'me'), store.releaseLease('b', 'me')])
    await store.invalidate('a')
    expect(opened).toEqual(['create', 'error', 'connect'])
  })

  it('creates the client again where that failed', async () => {
    const { client } = recorded()
    let failures = 1
    const store = createRedisStore({
      client() {
        if (failures-- > 0) throw new Error('not yet')
        return client
      },
    })
    await expect(store.invalidate('a')).rejects.toThrow('not yet')
    await store.invalidate('a')
  })

  it('reads numbers as text, booleans, bytes and parsed JSON', async () => {
    const store = (reply: unknown) => createRedisStore({ client: recorded(reply).client })
    const lease = { owner: 'me', leaseMs: 10 }
    for (const yes of [1, '1', true, 1n]) expect(await store(yes).acquireLease('a', lease)).toBe(true)
    for (const no of [0, '0', false, 0n]) expect(await store(no).acquireLease('a', lease)).toBe(false)
    expect(await store(['1.a', '60']).read('a')).toEqual({ value: '1.a', remainingMs: 60 })
    expect(await store([new TextEncoder().encode('1.a'), 60n]).read('a')).toEqual({ value: '1.a', remainingMs: 60 })
    expect(await store([{ a: 1 }, 60]).read('a')).toEqual({ value: '{"a":1}', remainingMs: 60 })
  })

  it('runs a script by its hash, and by its text where the server does not have it', async () => {
    const { client, calls } = recorded()
    const hashes: string[] = []
    let isLoaded = false
    const evalSha = async (sha1: string) => {
      hashes.push(sha1)
      if (isLoaded) return 1
      isLoaded = true
      throw new Error('NOSCRIPT No matching script.')
    }
    const store = createRedisStore({ client: { ...client, evalSha } })
    await store.invalidate('a')
    await store.invalidate('a')
    expect(calls).toHaveLength(1)
    expect(hashes).toEqual(
      Array(2).fill(
        createHash('sha1')
          .update(calls[0]?.[0] ?? '')
          .digest('hex'),
      ),
    )
    isLoaded = true
    const failing = createRedisStore({ client: { ...client, evalSha: () => Promise.reject(new Error('OOM')) } })
    await expect(failing.invalidate('a')).rejects.toThrow('OOM')
  })

  it('reports a replaced lease once', async () => {
    const messages: string[] = []
    const store = createRedisStore({ client: recorded(2).client, onRepair: (message) => messages.push(message) })
    for (const name of ['a', 'b']) expect(await store.acquireLease(name, { owner: 'me', leaseMs: 9 })).toBe(true)
    expect(messages).toEqual([expect.stringContaining('no end')])
  })
})
