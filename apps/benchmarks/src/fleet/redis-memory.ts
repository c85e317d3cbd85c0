import { createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { createRedisStore } from '@coveo-token/redis-store'
import { createClient } from 'redis'
import { coveo } from '../issuers.ts'
import { sampleToken } from '../sample-token.ts'
import { startRedis } from './redis-process.ts'

export interface RedisMemoryOptions {
  readonly users: number
  /** Characters of each token. */
  readonly tokenLength: number
}

export interface RedisMemory extends RedisMemoryOptions {
  /** Memory of Redis for each user, in bytes. */
  readonly perUser: number
  /** The whole memory of the process, in bytes. */
  readonly resident: number
}

const concurrency = 32
/** Every sealed value is stored under so many names. */
const copies = 1_000

/** KEYS: value. ARGV: copies. Stores the value under other names of the same length. */
const copyScript = `
local value = redis.call('GET', KEYS[1])
local start, rest = KEYS[1]:match('^(.*{)........(.*)$')
for copy = 2, tonumber(ARGV[1]) do
  redis.call('SET', start .. string.format('%08d', copy) .. rest, value, 'PX', redis.call('PTTL', KEYS[1]))
end`

/** Measures the memory of Redis with the tokens of so many users. An issuer seals some, and Redis copies them. */
export async function redisMemory({ users, tokenLength }: RedisMemoryOptions): Promise<RedisMemory> {
  const redis = await startRedis()
  const client = createClient({ socket: { path: redis.path, tls: false } })
  const tokens = createTokenIssuer<string>({
    coveo: {
      ...coveo,
      createSearchToken: async (params) => {
        const minted = await coveo.createSearchToken(params)
        return { ...minted, token: sampleToken(params.userIds[0]?.name ?? '', tokenLength) }
      },
    },
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
    maxEntries: 100,
    shared: { store: createRedisStore({ client }), secret: 'a secret that is long enough for a fleet' },
  })
  const memory = async (what: 'used_memory' | 'used_memory_rss') => {
    const info = String(await redis.send('INFO', 'memory'))
    return Number(new RegExp(`^${what}:(\\d+)`, 'm').exec(info)?.[1])
  }
  await tokens.issue('warm@example.com')
  await redis.send('FLUSHDB')
  const before = await memory('used_memory')
  let started = 0
  async function worker(): Promise<void> {
    while (started++ < users / copies) await tokens.issue(`user${started}@example.com`)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const keys = (await redis.send('KEYS', 'coveo-token:{*')) as string[]
  for (const key of keys) await redis.send('EVAL', copyScript, '1', key, String(copies))
  const perUser = ((await memory('used_memory')) - before) / users
  const resident = await memory('used_memory_rss')
  await tokens.close()
  client.destroy()
  await redis.stop()
  return { users, tokenLength, perUser, resident }
}
