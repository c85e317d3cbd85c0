import { followClient } from './follow-client.ts'
import type { RedisClient } from './redis-client.ts'

export interface Subscription {
  readonly channel: string
  readonly listener: (message: string) => void
}

/** The part of a client of `redis` that a subscription uses. */
interface Subscriber {
  on(event: 'error', listener: (error: unknown) => void): unknown
  connect(): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  destroy(): unknown
  unref?(): unknown
}

/**
 * Subscribes on a connection of its own, because a subscribed connection takes no other commands. Resolves with a function that closes
 * it. Does nothing where the client cannot subscribe.
 */
export async function subscribeTo(client: RedisClient, subscription: Subscription): Promise<() => Promise<void>> {
  const { channel, listener } = subscription
  if (client.listen) return client.listen(channel, listener)
  const subscriber = client.duplicate?.()
  if (!isSubscriber(subscriber)) return async () => {}
  subscriber.on('error', () => {})
  const end = followClient(client, { close: () => destroy(subscriber) })
  try {
    await subscriber.connect()
    subscriber.unref?.()
    await subscriber.subscribe(channel, listener)
  } catch (error) {
    end()
    throw error
  }
  return async () => end()
}

function destroy(subscriber: Subscriber): void {
  try {
    subscriber.destroy()
  } catch {
    // It is closed already.
  }
}

function isSubscriber(client: unknown): client is Subscriber {
  return typeof client === 'object' && client !== null && 'subscribe' in client && 'connect' in client
}
