import type { RedisClient } from './redis-client.ts'

/** The part of a client of `ioredis` or `iovalkey` that the store uses, a `Cluster` included. */
export interface IoredisClient {
  eval(script: string, numberOfKeys: number, ...words: string[]): Promise<unknown>
  evalsha(sha1: string, numberOfKeys: number, ...words: string[]): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
  on(event: 'error' | 'end', listener: (error: unknown) => void): unknown
  duplicate(): unknown
}

interface IoredisSubscriber {
  on(event: string, listener: (channel: string, message: string) => void): unknown
  subscribe(channel: string): Promise<unknown>
  disconnect(): void
}

/** Makes a client of `ioredis` or `iovalkey` usable by `createRedisStore`. Throws a TypeError for any other client. */
export function fromIoredis(client: IoredisClient): RedisClient {
  if (typeof client?.eval !== 'function' || typeof client.evalsha !== 'function') {
    throw new TypeError('`fromIoredis` needs a client of ioredis or iovalkey: it has no eval() and evalsha().')
  }
  return {
    eval: (script, { keys, arguments: words }) => client.eval(script, keys.length, ...keys, ...words),
    evalSha: (sha1, { keys, arguments: words }) => client.evalsha(sha1, keys.length, ...keys, ...words),
    publish: (channel, message) => client.publish(channel, message),
    on: (event, listener) => client.on(event, listener),
    async listen(channel, listener) {
      const subscriber = client.duplicate() as IoredisSubscriber
      subscriber.on('error', () => {})
      subscriber.on('message', (_, message) => listener(message))
      client.on('end', () => subscriber.disconnect())
      await subscriber.subscribe(channel)
      return async () => subscriber.disconnect()
    },
  }
}
