export interface ScriptArguments {
  keys: string[]
  arguments: string[]
}

type ClientEvent = 'error' | 'end' | 'ready' | 'connect' | 'disconnect'

/**
 * The part of a Redis client that the store uses. Clients, pools, sentinels and clusters of `redis` 5 and 6 have it; `fromIoredis`,
 * `fromUpstash` and `fromValkeyGlide` make it of other clients.
 */
export interface RedisClient {
  eval(script: string, options: ScriptArguments): Promise<unknown>
  evalSha?(sha1: string, options: ScriptArguments): Promise<unknown>
  /** The store connects a client that has `connect` and is not open. */
  readonly isOpen?: boolean
  connect?(): Promise<unknown>
  /** Whether it can send commands. A client without it can whenever it is connected. */
  readonly isReady?: boolean
  on?(event: ClientEvent, listener: (error: unknown) => void): unknown
  /** Sends a message. A client without it receives none either. */
  publish?(channel: string, message: string): Promise<unknown>
  /** Whether the store receives messages with this client. Where it cannot subscribe, it reads them twice a minute. Default true. */
  readonly receives?: boolean
  /** Creates a client with the same options; the store subscribes on a connection of its own. */
  duplicate?(): unknown
  /** Subscribes to a channel, in place of `duplicate`. Resolves with a function that ends the subscription. */
  listen?(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>
}

/** Throws a TypeError that names the fix for a value that cannot be used as a client. */
export function assertRedisClient(client: unknown): asserts client is RedisClient {
  if (has(client, 'defineCommand')) throw wrongClient('is a client of ioredis or iovalkey', 'fromIoredis(client)')
  if (has(client, 'createScript')) throw wrongClient('is a client of @upstash/redis', 'fromUpstash(client)')
  if (has(client, 'invokeScript')) {
    throw wrongClient('is a client of @valkey/valkey-glide', 'fromValkeyGlide({ client, Script })')
  }
  if (has(client, 'internal_send_command')) throw wrongClient('is a client of redis 3', 'a client of redis 5 or 6')
  if (!has(client, 'eval')) {
    throw new TypeError('`client` must be a client of `redis`, or a function that creates one: it has no eval().')
  }
}

function wrongClient(is: string, fix: string): TypeError {
  return new TypeError(`\`client\` ${is}: pass ${fix} instead.`)
}

function has(client: unknown, method: string): boolean {
  return (
    typeof client === 'object' && client !== null && typeof (client as Record<string, unknown>)[method] === 'function'
  )
}
