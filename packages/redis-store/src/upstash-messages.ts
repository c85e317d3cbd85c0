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

/** Longest time to open a stream, in milliseconds: shorter than `renewMs`, so that no two are opened at once. */
const openMs = 10_000

/** Subscribes to a channel. Resolves with a function that ends the subscription. */
export async function listenToUpstash(
  client: UpstashSubscriber,
  { channel, listener }: { channel: string; listener: (message: string) => void },
): Promise<() => Promise<void>> {
  let current = await open()
  let isEnded = false

  function open(): Promise<Subscription> {
    const subscription = client.subscribe(channel) as Subscription
    return new Promise<Subscription>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Upstash opened no stream of messages within ${openMs} ms.`))
        void subscription.unsubscribe().catch(() => {})
      }, openMs)
      subscription.on('message', ({ message }) => listener(String(message)))
      subscription.on('subscribe', () => {
        clearTimeout(timer)
        resolve(subscription)
      })
      subscription.on('error', (error) => {
        clearTimeout(timer)
        reject(error)
      })
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
