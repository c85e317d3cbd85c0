import type { RedisClient } from './redis-client.ts'

/** The part of a client of `@upstash/redis` that the store uses. */
export interface UpstashClient {
  eval(script: string, keys: string[], words: string[]): Promise<unknown>
  evalsha(sha1: string, keys: string[], words: string[]): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
}

/**
 * Makes a client of `@upstash/redis` usable by `createRedisStore`. It publishes messages but does not receive any: a serverless
 * instance keeps no connection. Throws a TypeError for any other client.
 */
export function fromUpstash(client: UpstashClient): RedisClient {
  if (typeof client?.eval !== 'function' || typeof client.evalsha !== 'function') {
    throw new TypeError('`fromUpstash` needs a client of @upstash/redis: it has no eval() and evalsha().')
  }
  return {
    eval: (script, { keys, arguments: words }) => client.eval(script, keys, words),
    evalSha: (sha1, { keys, arguments: words }) => client.evalsha(sha1, keys, words),
    publish: (channel, message) => client.publish(channel, message),
  }
}
