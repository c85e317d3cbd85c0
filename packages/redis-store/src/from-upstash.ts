import type { RedisClient } from './redis-client.ts'
import { listenToUpstash, type UpstashSubscriber } from './upstash-messages.ts'

/** The part of a client of `@upstash/redis` that the store uses. */
export interface UpstashClient extends Partial<UpstashSubscriber> {
  eval(script: string, keys: string[], words: string[]): Promise<unknown>
  evalsha(sha1: string, keys: string[], words: string[]): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
}

export interface UpstashOptions {
  /**
   * Whether to receive the messages of other instances, over an HTTP stream that stays open and keeps the process running. For servers, not
   * for functions. Default false.
   */
  readonly receive?: boolean | undefined
}

/** Makes a client of `@upstash/redis` usable by `createRedisStore`. Throws a TypeError for a client that it cannot use. */
export function fromUpstash(client: UpstashClient, { receive = false }: UpstashOptions = {}): RedisClient {
  if (typeof client?.eval !== 'function' || typeof client.evalsha !== 'function') {
    throw new TypeError('`fromUpstash` needs a client of @upstash/redis: it has no eval() and evalsha().')
  }
  const subscriber = receive ? subscriberOf(client) : undefined
  return {
    eval: (script, { keys, arguments: words }) => client.eval(script, keys, words),
    evalSha: (sha1, { keys, arguments: words }) => client.evalsha(sha1, keys, words),
    publish: (channel, message) => client.publish(channel, message),
    receives: receive,
    ...(subscriber && { listen: (channel, listener) => listenToUpstash(subscriber, { channel, listener }) }),
  }
}

function subscriberOf(client: UpstashClient): UpstashSubscriber {
  if (typeof client.subscribe === 'function') return client as UpstashSubscriber
  throw new TypeError('`receive` needs a newer version of @upstash/redis: the client has no subscribe().')
}
