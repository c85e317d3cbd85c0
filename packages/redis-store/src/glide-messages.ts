/** The part of a client of `@valkey/valkey-glide` that receives messages. */
export interface GlideSubscriber {
  subscribe(channels: Iterable<string>, timeoutMs: number): Promise<void>
  unsubscribe(channels: Iterable<string>, timeoutMs: number): Promise<void>
  getPubSubMessage(): Promise<{ channel: unknown; message: unknown }>
}

type Listener = (message: string) => void

interface Inbox {
  readonly listeners: Map<string, Set<Listener>>
  /** Why the client delivers no messages. */
  failure: unknown
}

/** A client has one queue of messages: one loop takes them for all stores that use it. */
const inboxes = new WeakMap<GlideSubscriber, Inbox>()

/** How long the server may take to confirm a subscription, in milliseconds. */
const confirmMs = 5_000
/** How long it may take to end one, in milliseconds: while Redis refuses that, Glide repeats the command without a pause. */
const endMs = 1_000

/** Subscribes to a channel. Resolves with a function that ends the subscription. */
export async function listenToGlide(
  subscriber: GlideSubscriber,
  { channel, listener }: { channel: string; listener: Listener },
): Promise<() => Promise<void>> {
  const inbox = openInbox(subscriber)
  const listeners = inbox.listeners.get(channel) ?? new Set()
  // Two subscriptions with one listener are two.
  const own: Listener = (message) => listener(message)
  inbox.listeners.set(channel, listeners.add(own))

  async function end(): Promise<void> {
    listeners.delete(own)
    if (listeners.size > 0 || inbox.listeners.get(channel) !== listeners) return
    inbox.listeners.delete(channel)
    await subscriber.unsubscribe([channel], endMs)
  }
  try {
    await subscriber.subscribe([channel], confirmMs)
    if (inbox.failure !== undefined) throw inbox.failure
  } catch (error) {
    await end().catch(() => {})
    // Glide says no more when Redis refuses a subscription. A lost connection has another error.
    throw (error as Error | undefined)?.name === 'TimeoutError' ? new Error(refusedText, { cause: error }) : error
  }
  return end
}

function openInbox(subscriber: GlideSubscriber): Inbox {
  const known = inboxes.get(subscriber)
  if (known) return known
  const inbox: Inbox = { listeners: new Map(), failure: undefined }
  inboxes.set(subscriber, inbox)
  void deliver(subscriber, inbox)
  return inbox
}

/** Runs until the client is closed. */
async function deliver(subscriber: GlideSubscriber, inbox: Inbox): Promise<void> {
  try {
    for (;;) {
      const { channel, message } = await subscriber.getPubSubMessage()
      for (const listener of inbox.listeners.get(String(channel)) ?? []) listener(String(message))
    }
  } catch (error) {
    inbox.failure = error
    inboxes.delete(subscriber)
  }
}

const refusedText =
  'Redis confirmed no subscription. Give the user of `subscriber` the commands SUBSCRIBE and UNSUBSCRIBE, and the channel: see "Access" in docs/deploying.md.'
