import type { SharedStore } from '@coveo-token/core'
import { createConnection } from './connection.ts'
import { parseCode, parseStored } from './parse-reply.ts'
import { receiveMessages } from './receive-messages.ts'
import type { RedisClient } from './redis-client.ts'
import { runScript } from './run-script.ts'
import {
  acquireLeaseScript,
  appendLogScript,
  deleteIfEqualScript,
  invalidateScript,
  publishScript,
  readScript,
  releaseLeaseScript,
} from './store-scripts.ts'

export interface RedisStoreOptions {
  /** A client, or a function that creates one at first use. The store connects it and listens for its errors; you close it. */
  readonly client: RedisClient | (() => RedisClient)
  /** Starts every name, so that applications can share a server. No braces. Default `coveo-token:`. */
  readonly prefix?: string | undefined
  /** Called once when the store replaces a lease that no instance holds. Default: one line on `console.error`. */
  readonly onRepair?: ((message: string) => void) | undefined
}

/** About so many messages are kept for instances that reconnect: 5 MB at most. */
const maxLogged = 10_000
/**
 * How long the log is kept after its last message, in milliseconds: no search token lives longer.
 * @see https://docs.coveo.com/en/56
 */
const logMs = 24 * 3_600_000

/**
 * Creates a shared store on Redis 6 or later, or Valkey. Opens nothing before its first use. Throws a TypeError that names a wrong
 * option. Its functions reject with the error of the client.
 */
export function createRedisStore(options: RedisStoreOptions): SharedStore {
  const { client, prefix = 'coveo-token:', onRepair = logRepair } = options
  if (typeof prefix !== 'string' || /[{}]/.test(prefix)) throw new TypeError('`prefix` must be text without braces.')
  if (typeof onRepair !== 'function') throw new TypeError('`onRepair` must be a function.')
  const connect = createConnection(client)
  const channel = `${prefix}messages`
  const logKey = `${channel}:log`
  let isRepairReported = false

  // In a cluster the part in braces chooses the node: a value and its lease must be on the same one.
  const valueKey = (name: string) => `${prefix}{${name}}`
  const leaseKey = (name: string) => `${valueKey(name)}:lease`

  /** While a slot moves, a cluster runs a script of one key, and makes one of two keys wait. So each script gets only the keys it needs. */
  async function run(script: string, keys: string[], ...values: (string | number)[]): Promise<unknown> {
    return runScript(await connect(), script, { keys, arguments: values.map(String) })
  }

  return {
    read: async (name) => parseStored(await run(readScript, [valueKey(name)])),
    async acquireLease(name, { owner, leaseMs }) {
      const code = parseCode(await run(acquireLeaseScript, [leaseKey(name)], owner, wholeMs(leaseMs)))
      if (code === 2 && !isRepairReported) {
        isRepairReported = true
        onRepair(
          'A lease in Redis had no end, or one too far away: it was replaced. Share `prefix` with no other application.',
        )
      }
      return code !== 0
    },
    async publish(name, { owner, value, keepMs }) {
      const keys = [valueKey(name), leaseKey(name)]
      return parseCode(await run(publishScript, keys, owner, value, wholeMs(keepMs))) === 1
    },
    async releaseLease(name, owner) {
      await run(releaseLeaseScript, [leaseKey(name)], owner)
    },
    async deleteIfEqual(name, value) {
      await run(deleteIfEqualScript, [valueKey(name)], value)
    },
    async invalidate(name) {
      await run(invalidateScript, [valueKey(name), leaseKey(name)])
    },
    async broadcast(message) {
      const connected = await connect()
      // Each also where the other fails.
      await Promise.all([
        run(appendLogScript, [logKey], message, maxLogged, logMs),
        connected.publish?.(channel, message),
      ])
    },
    subscribe: async (listener, onFailure = () => {}) =>
      receiveMessages(await connect(), { channel, logKey, listener, onFailure }),
  }
}

function logRepair(message: string): void {
  console.error(`[coveo-token] ${message}`)
}

function wholeMs(ms: number): number {
  return Math.max(1, Math.floor(ms))
}
