import { createTokenIssuer, emailIdentity, searchGrant, type TokenError } from '@coveo-token/core'
import { createFakeCoveo } from '@coveo-token/core/testing'
import { describe, expect, it } from 'vitest'
import { createRedisStore, type RedisClient } from './redis-store.ts'

function recorded(answer: unknown = 1) {
  const calls: Parameters<RedisClient['eval']>[] = []
  const client: RedisClient = {
    async eval(...call) {
      calls.push(call)
      return answer
    },
  }
  return { calls, client }
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
    expect(new Set(calls.map(([, { keys }]) => keys.join(' ')))).toEqual(new Set(['my-app:{a.b} my-app:{a.b}:lease']))
    expect(calls.map((call) => call[1].arguments)).toEqual([
      [],
      ['me', '6000'],
      ['me', 'sealed', '59'],
      ['me'],
      ['sealed'],
      [],
    ])
  })

  it('names the option that cannot work', () => {
    const { client } = recorded()
    expect(() => createRedisStore({ client: {} as RedisClient })).toThrow(/client/)
    expect(() => createRedisStore({ client: undefined as never })).toThrow(/client/)
    expect(() => createRedisStore({ client, prefix: 'a{b}' })).toThrow(/prefix/)
    expect(() => createRedisStore({ client, prefix: 7 as never })).toThrow(/prefix/)
  })

  it('leaves an issuer able to work, whatever Redis answers', async () => {
    const answers = [null, undefined, 0, 1, '', 'OK', [], ['1.x'], ['garbage', 60_000], [null, null], {}, Number.NaN]
    for (const answer of answers) {
      const errors: TokenError[] = []
      const { client } = recorded(answer)
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
})
