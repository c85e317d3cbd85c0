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
}

/**
 * Makes a client of `@valkey/valkey-glide` usable by `createRedisStore`. It publishes messages but does not receive any, because Glide
 * subscribes where the client is created. Throws a TypeError for any other client.
 */
export function fromValkeyGlide<Script>({ client, Script }: ValkeyGlideOptions<Script>): RedisClient {
  if (typeof client?.invokeScript !== 'function' || typeof Script !== 'function') {
    throw new TypeError('`fromValkeyGlide` needs `client` and `Script` of @valkey/valkey-glide.')
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
  }
}
