import { followClient } from './follow-client.ts'
import type { RedisClient } from './redis-client.ts'
import { type Connecting, untilReady } from './until-ready.ts'

/** The part of a client of `ioredis` or `iovalkey` that the store uses, a `Cluster` included. */
export interface IoredisClient {
  eval(script: string, numberOfKeys: number, ...words: string[]): Promise<unknown>
  evalsha?(sha1: string, numberOfKeys: number, ...words: string[]): Promise<unknown>
  publish?(channel: string, message: string): Promise<unknown>
  on?(event: 'error' | 'end' | 'ready' | 'connect' | 'disconnect', listener: (error: unknown) => void): unknown
  duplicate?(): unknown
  readonly status?: string
  connect?(): Promise<unknown>
}

interface IoredisSubscriber extends Connecting {
  on(event: string, listener: (channel: string, message: string) => void): unknown
  subscribe(channel: string): Promise<unknown>
  disconnect(): void
}

/** Makes a client of `ioredis` or `iovalkey` usable by `createRedisStore`. Throws a TypeError for a client of another library. */
export function fromIoredis(client: IoredisClient): RedisClient {
  if (typeof client?.eval !== 'function' || 'evalSha' in client || 'createScript' in client) {
    throw new TypeError(
      '`fromIoredis` needs a client of ioredis or iovalkey. Pass a client of redis to createRedisStore.',
    )
  }
  const { evalsha, duplicate } = client
  const adapter: RedisClient = {
    isOpen: false,
    get isReady() {
      return client.status === undefined || client.status === 'ready'
    },
    connect: () => untilReady(client as Partial<Connecting> as Connecting),
    eval: (script, { keys, arguments: words }) => client.eval(script, keys.length, ...keys, ...words),
    ...(evalsha && {
      evalSha: (sha1, { keys, arguments: words }) => evalsha.call(client, sha1, keys.length, ...keys, ...words),
    }),
    publish: async (channel, message) => client.publish?.(channel, message),
    on: (event, listener) => client.on?.(event, listener),
    ...(duplicate && {
      async listen(channel, listener) {
        const subscriber = duplicate.call(client) as IoredisSubscriber
        subscriber.on('error', () => {})
        subscriber.on('message', (_, message) => listener(message))
        const end = followClient(adapter, { close: () => subscriber.disconnect() })
        try {
          await untilReady(subscriber)
          await subscriber.subscribe(channel)
        } catch (error) {
          end()
          throw error
        }
        return async () => end()
      },
    }),
  }
  return adapter
}
