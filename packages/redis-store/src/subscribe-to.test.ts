import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { fromIoredis } from './from-ioredis.ts'
import type { RedisClient } from './redis-client.ts'
import { createRedisStore } from './redis-store.ts'

/** A client of either library whose subscribers count their open connections. `subscribe` decides about each attempt. */
function fakeClient(subscribe: () => Promise<void>) {
  const counts = { open: 0 }
  const client = Object.assign(new EventEmitter(), {
    isOpen: true,
    eval: async () => 1,
    duplicate() {
      counts.open++
      let isOpen = true
      const close = () => {
        if (isOpen) counts.open--
        isOpen = false
      }
      return Object.assign(new EventEmitter(), {
        connect: async () => {},
        subscribe,
        destroy: close,
        disconnect: close,
      })
    },
  })
  return { client, counts }
}

const refuse = () => Promise.reject(new Error('NOPERM'))
const accept = async () => {}
type Client = ReturnType<typeof fakeClient>['client']
const libraries: [string, (client: Client) => RedisClient][] = [
  ['ioredis', (client) => fromIoredis(client)],
  ['redis', (client) => client],
]

for (const [library, clientOf] of libraries) {
  describe(`SharedStore.subscribe, with a client of ${library}`, () => {
    it('leaves no connection and no further listener after a refused subscription', async () => {
      const { client, counts } = fakeClient(refuse)
      const store = createRedisStore({ client: clientOf(client) })
      for (let attempt = 0; attempt < 20; attempt++) {
        await expect(store.subscribe?.(() => {})).rejects.toThrow('NOPERM')
      }
      expect(counts.open).toBe(0)
      expect(client.listenerCount('end')).toBeLessThanOrEqual(1)
    })

    it('leaves no connection and no further listener after an ended subscription', async () => {
      const { client, counts } = fakeClient(accept)
      const store = createRedisStore({ client: clientOf(client) })
      for (let attempt = 0; attempt < 20; attempt++) {
        const end = await store.subscribe?.(() => {})
        expect(counts.open).toBe(1)
        await end?.()
        await end?.()
      }
      expect(counts.open).toBe(0)
      expect(client.listenerCount('end')).toBeLessThanOrEqual(1)
    })

    it('closes every connection with the client of the application, and again after a new start', async () => {
      const { client, counts } = fakeClient(accept)
      const store = createRedisStore({ client: clientOf(client) })
      for (let start = 0; start < 2; start++) {
        await store.subscribe?.(() => {})
        await store.subscribe?.(() => {})
        expect(counts.open).toBe(2)
        client.emit('end')
        expect(counts.open).toBe(0)
      }
    })

    it('closes the connection of an attempt that is in flight when the client closes', async () => {
      const { client, counts } = fakeClient(() => new Promise(() => {}))
      void createRedisStore({ client: clientOf(client) }).subscribe?.(() => {})
      await expect.poll(() => counts.open).toBe(1)
      client.emit('end')
      expect(counts.open).toBe(0)
    })
  })
}
