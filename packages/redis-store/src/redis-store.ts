import type { SharedStore } from '@coveo-token/core'
import { forgetScript, leaseScript, publishScript, readScript, releaseScript, removeScript } from './store-scripts.ts'

/** What the store needs of a Redis client. A client, a pool, a sentinel and a cluster of `redis` 5 and 6 all have it. */
export interface RedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

export interface RedisStoreOptions {
  /** Connected, and with a listener for `error`. You close it. */
  client: RedisClient
  /** Goes in front of every name, so that applications can share a server. No braces. Default `coveo-token:`. */
  prefix?: string | undefined
}

/**
 * The shared store of a token issuer on Redis 6 or Valkey: `createTokenIssuer({ shared: { store: createRedisStore({ client }), secret } })`.
 * Throws a TypeError for a wrong option. Its functions reject with what the client says; the issuer then goes on without it.
 */
export function createRedisStore({ client, prefix = 'coveo-token:' }: RedisStoreOptions): SharedStore {
  if (typeof client?.eval !== 'function') throw new TypeError('client must be a client of `redis`: it lacks eval().')
  if (typeof prefix !== 'string' || /[{}]/.test(prefix)) throw new TypeError('prefix must be text without braces.')

  function run(script: string, name: string, ...values: (string | number)[]): Promise<unknown> {
    // What stands in braces decides where in a cluster a key lives: a value and its lease must live together.
    const value = `${prefix}{${name}}`
    return client.eval(script, { keys: [value, `${value}:lease`], arguments: values.map(String) })
  }

  return {
    async read(name) {
      const stored = await run(readScript, name)
      if (stored === null || stored === undefined || stored === false) return undefined
      if (!Array.isArray(stored)) throw new Error('Redis answered something else than a value and its time to live.')
      const [value, remainingMs] = stored as unknown[]
      return { value: String(value), remainingMs: Number(remainingMs) }
    },
    acquireLease: async (name, { owner, leaseMs }) => isYes(await run(leaseScript, name, owner, wholeMs(leaseMs))),
    async publish(name, { owner, value, keepMs }) {
      return isYes(await run(publishScript, name, owner, value, wholeMs(keepMs)))
    },
    async releaseLease(name, owner) {
      await run(releaseScript, name, owner)
    },
    async deleteIfEqual(name, value) {
      await run(removeScript, name, value)
    },
    async invalidate(name) {
      await run(forgetScript, name)
    },
  }
}

function isYes(answer: unknown): boolean {
  if (answer !== 0 && answer !== 1) throw new Error('Redis answered something else than 0 or 1.')
  return answer === 1
}

function wholeMs(ms: number): number {
  return Math.max(1, Math.floor(ms))
}
