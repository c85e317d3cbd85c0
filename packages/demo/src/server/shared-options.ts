import type { SharedOptions } from '@coveo-token/core'
import { createRedisStore } from '@coveo-token/redis-store'
import { createClient } from 'redis'

/**
 * The store of all instances, if `REDIS_URL` is set. The client connects at its first use, and reconnects by itself, so
 * the app starts and works while Redis is down.
 */
export function sharedOptions(env: Readonly<Record<string, string | undefined>>): (() => SharedOptions) | undefined {
  const { REDIS_URL: url, COVEO_TOKEN_SECRET: secret } = env
  if (!url) return undefined
  return () => {
    const client = createClient({ url, disableOfflineQueue: true })
    return { store: createRedisStore({ client }), secret }
  }
}
