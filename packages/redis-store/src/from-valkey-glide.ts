import { type GlideSubscriber, listenToGlide } from './glide-messages.ts'
import type { RedisClient } from './redis-client.ts'

export interface ValkeyGlideOptions<Script> {
  /** A `GlideClient` or `GlideClusterClient`. */
  readonly client: {
    invokeScript(script: Script, options: { keys: string[]; args: string[] }): Promise<unknown>
    publish(message: string, channel: string): Promise<unknown>
  }
  /** The class `Script` of `@valkey/valkey-glide`. */
  readonly Script: new (
    code: string,
  ) => Script
  /**
   * A second client, with `subscribe` as of Glide 2.5, that receives the messages of other instances: the store takes all messages of this
   * client. Default: the store reads the messages twice a minute.
   */
  readonly subscriber?: GlideSubscriber | undefined
}

/** Makes a client of `@valkey/valkey-glide` usable by `createRedisStore`. Throws a TypeError for a wrong option. */
export function fromValkeyGlide<Script>({ client, Script, subscriber }: ValkeyGlideOptions<Script>): RedisClient {
  if (typeof client?.invokeScript !== 'function' || typeof Script !== 'function') {
    throw new TypeError('`fromValkeyGlide` needs `client` and `Script` of @valkey/valkey-glide.')
  }
  if (subscriber !== undefined && typeof subscriber?.subscribe !== 'function') {
    throw new TypeError('`subscriber` must be a client of a newer @valkey/valkey-glide: it has no subscribe().')
  }
  if ((subscriber as unknown) === client) {
    throw new TypeError('`subscriber` must be a second client: the store takes all of its messages.')
  }
  /** Glide sends a script by its hash, and its text where the server needs it. */
  const scripts = new Map<string, Script>()

  return {
    eval(code, { keys, arguments: args }) {
      const script = scripts.get(code) ?? new Script(code)
      scripts.set(code, script)
      return client.invokeScript(script, { keys, args })
    },
    publish: (channel, message) => client.publish(message, channel),
    ...(subscriber && { listen: (channel, listener) => listenToGlide(subscriber, { channel, listener }) }),
  }
}
