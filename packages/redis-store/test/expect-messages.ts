import { expect, onTestFinished, vi } from 'vitest'
import type { RedisClient } from '../src/redis-client.ts'
import { createRedisStore } from '../src/redis-store.ts'

/** Sends and receives messages by a subscription, and one by the log. */
export async function expectMessages({ client }: { client: RedisClient }): Promise<void> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const prefix = `${crypto.randomUUID()}:`
  const store = createRedisStore({ client, prefix })
  const received: string[] = []
  const failures: unknown[] = []
  const endBroken = await store.subscribe?.(() => {
    throw new Error('A listener throws.')
  })
  const end = await store.subscribe?.(
    (message) => received.push(message),
    (error) => failures.push(error),
  )
  for (const message of ['one', 'two']) await client.publish?.(`${prefix}messages`, message)
  // The nodes of a cluster deliver in any order.
  await expect.poll(() => [...received].sort(), { timeout: 25_000 }).toEqual(['one', 'two'])
  await store.broadcast?.('three')
  await expect.poll(() => received, { timeout: 25_000 }).toContain('three')
  await expectMissed({ client, prefix, received })
  expect(failures).toEqual([])
  await end?.()
  await endBroken?.()
}

/** Receives a message with a client that cannot subscribe. */
export async function expectMessagesByLog({ client }: { client: RedisClient }): Promise<void> {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const prefix = `${crypto.randomUUID()}:`
  const received: string[] = []
  const end = await createRedisStore({ client, prefix }).subscribe?.((message) => received.push(message))
  await expectMissed({ client, prefix, received })
  await end?.()
  expect(vi.getTimerCount()).toBe(0)
}

interface Missed {
  readonly client: RedisClient
  readonly prefix: string
  readonly received: readonly string[]
}

/** Sends a message to no subscription, as while all of them reconnect: it arrives with the next reading of the log. */
async function expectMissed({ client, prefix, received }: Missed): Promise<void> {
  const sender = createRedisStore({ client: { eval: (script, options) => client.eval(script, options) }, prefix })
  await sender.broadcast?.('missed')
  expect(received).not.toContain('missed')
  await vi.advanceTimersByTimeAsync(30_000)
  await expect.poll(() => received, { timeout: 25_000 }).toContain('missed')
}
