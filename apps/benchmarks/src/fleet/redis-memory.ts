import { createTokenIssuer, emailIdentity, searchGrant } from '@coveo-token/core'
import { createRedisStore } from '@coveo-token/redis-store'
import { createClient } from 'redis'
import { coveo } from '../issuers.ts'
import { startRedis } from './redis-process.ts'

export interface RedisMemory {
  readonly users: number
  /** Memory of Redis for each user, in bytes. */
  readonly perUser: number
}

const concurrency = 32

/** Issues a token to each user through a store on Redis, and measures the server's memory. */
export async function redisMemory(users: number): Promise<RedisMemory> {
  const redis = await startRedis()
  const client = createClient({ socket: { path: redis.path, tls: false } })
  const tokens = createTokenIssuer<string>({
    coveo,
    grant: (email) => searchGrant({ userIds: [emailIdentity(email)], searchHub: 'support' }),
    maxEntries: 100,
    shared: { store: createRedisStore({ client }), secret: 'a secret that is long enough for a fleet' },
  })
  const used = async () => {
    const info = String(await redis.send('INFO', 'memory'))
    return Number(/^used_memory:(\d+)/m.exec(info)?.[1])
  }
  await tokens.issue('warm@example.com')
  const before = await used()
  let started = 0
  async function worker(): Promise<void> {
    while (started++ < users) await tokens.issue(`user${started}@example.com`)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const perUser = ((await used()) - before) / users
  await tokens.close()
  client.destroy()
  await redis.stop()
  return { users, perUser }
}
