interface Subscription {
  on(event: 'message', listener: (data: { message: unknown }) => void): unknown
  on(event: 'subscribe' | 'error', listener: (data: unknown) => void): unknown
  unsubscribe(): Promise<unknown>
}

/** A client of `@upstash/redis` whose `subscribe` returns a subscription. */
export interface UpstashSubscriber {
  subscribe(channel: string): unknown
}

/** A subscription is an HTTP stream that ends without an event, at a proxy for example: it is replaced so often, in milliseconds. */
const renewMs = 60_000

/** Subscribes to a channel. Resolves with a function that ends the subscription. */
export async function listenToUpstash(
  client: UpstashSubscriber,
  { channel, listener }: { channel: string; listener: (message: string) => void },
): Promise<() => Promise<void>> {
  let current = await open()
  let isEnded = false

  function open(): Promise<Subscription> {
    const subscription = client.subscribe(channel) as Subscription
    return new Promise((resolve, reject) => {
      subscription.on('message', ({ message }) => listener(String(message)))
      subscription.on('subscribe', () => resolve(subscription))
      subscription.on('error', reject)
    })
  }

  async function renew(): Promise<void> {
    const old = current
    current = await open()
    await (isEnded ? current : old).unsubscribe()
  }

  // One that fails leaves the old subscription; the next one may succeed.
  const timer = setInterval(() => void renew().catch(() => {}), renewMs)
  if (typeof timer === 'object') timer.unref?.()

  return async () => {
    isEnded = true
    clearInterval(timer)
    await current.unsubscribe()
  }
}
