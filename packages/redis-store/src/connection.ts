import { assertRedisClient, type RedisClient } from './redis-client.ts'

/** Clients that have a listener already: several stores may share one. */
const listened = new WeakSet<RedisClient>()

/** Returns a function that creates, checks and connects the client at its first call. Throws a TypeError for a wrong client. */
export function createConnection(client: RedisClient | (() => RedisClient)): () => Promise<RedisClient> {
  if (typeof client !== 'function') assertRedisClient(client)
  let connected: Promise<RedisClient> | undefined

  async function connect(): Promise<RedisClient> {
    const created = typeof client === 'function' ? client() : client
    assertRedisClient(created)
    // Without a listener the first lost connection would end the process. The issuer reports every call that fails.
    if (!listened.has(created)) created.on?.('error', ignore)
    listened.add(created)
    if (created.isOpen === false) await created.connect?.()
    return created
  }

  return () => {
    connected ??= connect().catch((error) => {
      connected = undefined
      throw error
    })
    return connected
  }
}

function ignore(): void {}
