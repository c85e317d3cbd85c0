import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromUpstash } from './from-upstash.ts'
import { createRedisStore } from './redis-store.ts'

type Listener = (data: unknown) => void

/** A client of `@upstash/redis` whose streams the test ends. */
function fakeUpstash() {
  const streams: Map<string, Listener>[] = []
  const state = { refuses: false, hangs: false, opened: 0, closed: 0 }
  const client = {
    eval: async () => 1,
    evalsha: async () => 1,
    async publish(_: string, message: string) {
      for (const stream of streams) stream.get('message')?.({ message })
    },
    subscribe() {
      state.opened++
      const listeners = new Map<string, Listener>()
      const close = () => void (streams.includes(listeners) && streams.splice(streams.indexOf(listeners), 1))
      queueMicrotask(() => {
        if (state.hangs) return
        if (state.refuses) listeners.get('error')?.(new Error('WRONGPASS'))
        else listeners.get('subscribe')?.(streams.push(listeners))
      })
      return {
        on: (event: string, listener: Listener) => listeners.set(event, listener),
        async unsubscribe() {
          state.closed++
          close()
        },
      }
    },
  }
  const store = createRedisStore({ client: fromUpstash(client, { receive: true }) })
  return { client, store, streams, state }
}

describe('fromUpstash, messages', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('receives none by default: a stream keeps a process running', async () => {
    const { client, state } = fakeUpstash()
    await createRedisStore({ client: fromUpstash(client) }).subscribe?.(() => {})
    expect(state.opened).toBe(0)
  })

  it('receives messages again after a stream has ended without an event', async () => {
    const { store, streams } = fakeUpstash()
    const received: string[] = []
    await store.subscribe?.((message) => received.push(message))
    await store.broadcast?.('a')
    streams.length = 0
    await store.broadcast?.('lost')
    await vi.advanceTimersByTimeAsync(60_000)
    await store.broadcast?.('b')
    expect(received).toEqual(['a', 'b'])
  })

  it('has one stream at a time, and none after its end', async () => {
    const { store, streams } = fakeUpstash()
    const end = await store.subscribe?.(() => {})
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(streams).toHaveLength(1)
    await end?.()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(streams).toHaveLength(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('keeps its stream while a new one is refused', async () => {
    const { store, streams, state } = fakeUpstash()
    const received: string[] = []
    await store.subscribe?.((message) => received.push(message))
    state.refuses = true
    await vi.advanceTimersByTimeAsync(3 * 60_000)
    await store.broadcast?.('a')
    expect(received).toEqual(['a'])
    expect(streams).toHaveLength(1)
  })

  it('closes every stream that does not open, and keeps the last one that did', async () => {
    const { store, streams, state } = fakeUpstash()
    const end = await store.subscribe?.(() => {})
    state.hangs = true
    await vi.advanceTimersByTimeAsync(5 * 60_000 + 10_000)
    expect(state).toMatchObject({ opened: 6, closed: 5 })
    expect(streams).toHaveLength(1)
    await end?.()
    expect(state).toMatchObject({ opened: 6, closed: 6 })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('closes a stream that opens after the end', async () => {
    const { store, streams, state } = fakeUpstash()
    const end = await store.subscribe?.(() => {})
    // Without a microtask between: the next stream has not opened yet.
    vi.advanceTimersByTime(60_000)
    await end?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(state).toMatchObject({ opened: 2, closed: 2 })
    expect(streams).toHaveLength(0)
  })

  it('rejects a subscription that does not open', async () => {
    const { store, state } = fakeUpstash()
    state.hangs = true
    const rejected = expect(store.subscribe?.(() => {})).rejects.toThrow('within 10000 ms')
    await vi.advanceTimersByTimeAsync(10_000)
    await rejected
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects a refused subscription', async () => {
    const { store, state } = fakeUpstash()
    state.refuses = true
    await expect(store.subscribe?.(() => {})).rejects.toThrow('WRONGPASS')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('throws for a client that cannot subscribe', () => {
    const { client } = fakeUpstash()
    expect(() => fromUpstash({ ...client, subscribe: undefined } as never, { receive: true })).toThrow(/`receive`/)
  })
})
