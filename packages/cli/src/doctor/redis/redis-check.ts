import { type Check, type Finding, fail, pass, skip, warn } from '../check.ts'
import { openRedis, type RedisConnection } from './redis-connection.ts'

/** The default prefix of `@coveo-token/redis-store`. */
const prefix = 'coveo-token:'
const maxKeys = 200

/** Whether the shared store can be reached, evicts well, lets each key expire, and holds values of one secret. */
export const redisCheck: Check = {
  name: 'Redis',
  async run({ context: { env } }) {
    const text = env.REDIS_URL?.trim()
    if (!text) return skip('REDIS_URL is not set.')
    if (!/^rediss?:\/\//i.test(text) || !URL.canParse(text)) {
      return fail('REDIS_URL is malformed.', 'Set it to redis://host:6379, or rediss:// for TLS.')
    }
    let redis: RedisConnection | undefined
    try {
      redis = await openRedis(new URL(text))
      return await examine(redis)
    } catch (error) {
      const reason = (error as Error).message
      return fail(
        `Redis cannot be used: ${reason}`,
        reason.startsWith('NOPERM')
          ? 'Name a user in REDIS_URL who may run INFO, SCAN, PTTL and GETRANGE.'
          : 'Check that it runs, and host, password and database in REDIS_URL.',
      )
    } finally {
      redis?.close()
    }
  },
}

async function examine({ send }: RedisConnection): Promise<Finding> {
  const policy = /maxmemory_policy:(\S+)/.exec(String(await send('INFO', 'memory')))?.[1] ?? 'unknown'
  const keys = await sampleKeys(send)
  let endless = 0
  const secrets = new Set<string>()
  for (const key of keys) {
    if ((await send('PTTL', key)) === -1) endless += 1
    if (key.endsWith(':lease')) continue
    const [version, id] = String(await send('GETRANGE', key, '0', '31')).split('.')
    if (version === '1' && id) secrets.add(id)
  }
  const count = keys.length === 1 ? '1 key of the kit was' : `${keys.length} keys of the kit were`
  const summary = `Redis responds; its policy is ${policy}, and ${count} read`
  if (endless > 0) {
    return fail(
      `${summary}: ${endless} of them never expire.`,
      `Share the prefix ${prefix} with no other application, and delete those keys.`,
    )
  }
  if (secrets.size > 1) {
    return warn(
      `${summary}: their values are encrypted with ${secrets.size} secrets.`,
      'Set the same `shared.secret` on every instance. While a secret is being rotated this is expected.',
    )
  }
  if (/^allkeys-|-ttl$|-random$/.test(policy)) {
    return warn(
      `${summary}. That policy evicts leases too early, each of which costs a mint.`,
      'Set maxmemory-policy to volatile-lru, or to noeviction with an alert.',
    )
  }
  return pass(`${summary}.`)
}

async function sampleKeys(send: RedisConnection['send']): Promise<string[]> {
  const keys: string[] = []
  let cursor = '0'
  do {
    const [next, found] = (await send('SCAN', cursor, 'MATCH', `${prefix}*`, 'COUNT', '1000')) as [string, string[]]
    keys.push(...found)
    cursor = next
  } while (cursor !== '0' && keys.length < maxKeys)
  return keys.slice(0, maxKeys)
}
