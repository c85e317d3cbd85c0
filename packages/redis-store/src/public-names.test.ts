import { describe, expect, it } from 'vitest'
import { publicNames } from '../../../scripts/public-names.ts'

/** The public names of each entry. Applications depend on each of them, so a change here is a decision. */
const entries: Record<string, string[]> = {
  'index.ts': [
    'IoredisClient (type)',
    'RedisClient (type)',
    'RedisStoreOptions (type)',
    'ScriptArguments (type)',
    'UpstashClient (type)',
    'UpstashOptions (type)',
    'ValkeyGlideOptions (type)',
    'createRedisStore',
    'fromIoredis',
    'fromUpstash',
    'fromValkeyGlide',
  ],
}

describe('@coveo-token/redis-store', () => {
  it.each(Object.entries(entries))('exports these names from %s, and nothing else', (entry, names) => {
    expect(publicNames(new URL(entry, import.meta.url))).toEqual(names)
  })
})
