import { describe, expect, it } from 'vitest'
import { fromValkeyGlide } from './from-valkey-glide.ts'
import type { GlideSubscriber } from './glide-messages.ts'
import { createRedisStore } from './redis-store.ts'

class Script {}

type Message = { channel: string; message: string }

/** A client of Glide with one queue of messages. */
function fakeGlide() {
  const channels = new Set<string>()
  const waiting: { resolve: (message: Message) => void; reject: (error: Error) => void }[] = []
  const subscriber: GlideSubscriber = {
    async subscribe(names) {
      for (const name of names) channels.add(name)
    },
    async unsubscribe(names) {
      for (const name of names) channels.delete(name)
    },
    getPubSubMessage: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
  }
  const client = {
    invokeScript: async () => 1,
    async publish(message: string, channel: string) {
      if (channels.has(channel)) waiting.shift()?.resolve({ channel, message })
    },
  }
  const close = () => waiting.shift()?.reject(new Error('The client is closed.'))
  const storeWith = (prefix: string) =>
    createRedisStore({ client: fromValkeyGlide({ client, Script, subscriber }), prefix })
  return { client, subscriber, channels, close, storeWith }
}

describe('fromValkeyGlide, messages', () => {
  it('delivers each message to every store that uses the client, and to no other channel', async () => {
    const { storeWith } = fakeGlide()
    const received: string[] = []
    const stores = [storeWith('one:'), storeWith('one:'), storeWith('two:')]
    for (const [index, store] of stores.entries()) {
      await store.subscribe?.((message) => received.push(`${index} ${message}`))
    }
    for (const message of ['a', 'b', 'c']) await stores[0]?.broadcast?.(message)
    await stores[2]?.broadcast?.('d')
    await expect.poll(() => received).toEqual(['0 a', '1 a', '0 b', '1 b', '0 c', '1 c', '2 d'])
  })

  it('delivers to the other listeners where one throws, and goes on', async () => {
    const { storeWith } = fakeGlide()
    const received: string[] = []
    const store = storeWith('one:')
    await store.subscribe?.(() => {
      throw new Error('A listener throws.')
    })
    await store.subscribe?.((message) => received.push(message))
    for (const message of ['a', 'b']) await store.broadcast?.(message)
    await expect.poll(() => received).toEqual(['a', 'b'])
  })

  it('unsubscribes with the last store of a channel', async () => {
    const { storeWith, channels } = fakeGlide()
    const ends = [await storeWith('one:').subscribe?.(() => {}), await storeWith('one:').subscribe?.(() => {})]
    await ends[0]?.()
    await ends[0]?.()
    expect([...channels]).toEqual(['one:messages'])
    await ends[1]?.()
    expect([...channels]).toEqual([])
  })

  it('rejects where the client gives its messages to a callback, and subscribes again later', async () => {
    const { storeWith, subscriber, channels } = fakeGlide()
    const { getPubSubMessage } = subscriber
    subscriber.getPubSubMessage = () => Promise.reject(new Error('passed to the configured callback'))
    await expect(storeWith('one:').subscribe?.(() => {})).rejects.toThrow('configured callback')
    expect([...channels]).toEqual([])
    subscriber.getPubSubMessage = getPubSubMessage
    const received: string[] = []
    const store = storeWith('one:')
    await store.subscribe?.((message) => received.push(message))
    await store.broadcast?.('a')
    await expect.poll(() => received).toEqual(['a'])
  })

  it('names the rights where Redis refuses the subscription', async () => {
    const { storeWith, subscriber } = fakeGlide()
    class TimeoutError extends Error {
      override name = 'TimeoutError'
    }
    subscriber.subscribe = async () => {
      throw new TimeoutError('timed out')
    }
    await expect(storeWith('one:').subscribe?.(() => {})).rejects.toThrow(/SUBSCRIBE and UNSUBSCRIBE/)
  })

  it('throws for a client that cannot subscribe, and for one client in both places', () => {
    const { client, subscriber } = fakeGlide()
    const wrong = [{ subscriber: {} as GlideSubscriber }, { subscriber: null as unknown as GlideSubscriber }]
    for (const options of wrong) expect(() => fromValkeyGlide({ client, Script, ...options })).toThrow(/`subscriber`/)
    const both = { ...client, ...subscriber }
    expect(() => fromValkeyGlide({ client: both, Script, subscriber: both })).toThrow(/second client/)
  })
})
