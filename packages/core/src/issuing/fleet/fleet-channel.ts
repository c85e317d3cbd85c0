import { tokenError } from '../../shared/error-table.ts'
import type { Timers } from '../../shared/timers.ts'
import { within } from '../../shared/within.ts'
import type { SharedStore } from '../shared-store.ts'
import type { SteadyClock } from '../steady-clock.ts'
import { type FleetEnvelope, type FleetMessage, formatEnvelope, parseEnvelope } from './fleet-message.ts'
import type { Sealing } from './sealing.ts'

export interface FleetChannelOptions {
  /** How long `open` waits at most, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: SteadyClock
  readonly timers: Timers
  readonly store: SharedStore
  readonly sealing: Sealing
  /** Called with every message of another instance. */
  readonly onMessage: (message: FleetMessage) => void
  /** Called when the store refuses the subscription, and once for messages that cannot be used. */
  readonly onFailure: (thrown: unknown) => void
}

/** Encrypted messages between the instances. A store without `subscribe` and `broadcast` carries none. */
export interface FleetChannel {
  /** Subscribes, at the first call or after a failure. Resolves after `timeoutMs` at the latest. Never rejects. */
  readonly open: () => Promise<void>
  readonly send: (message: FleetMessage) => Promise<void>
  readonly close: () => Promise<void>
}

/** The pause after a failed subscription, in milliseconds. */
const retryMs = 10_000
/** How old a pause may be, and how far the clocks of two instances may differ, in milliseconds. */
const maxAgeMs = 60_000
const ignoredText =
  'A message of another instance was ignored: it is old, or of another version, or the clocks of the instances differ.'
const channelName = 'fleet channel'

export function createFleetChannel(options: FleetChannelOptions): FleetChannel {
  const { timeoutMs, clock, timers, store, sealing, onMessage, onFailure } = options
  const { now } = clock
  const from = crypto.randomUUID()
  let isReported = false
  let opening: Promise<unknown> | undefined
  let failedAt: number | undefined
  let unsubscribe: (() => Promise<void>) | undefined
  let closed = false

  async function receive(sealed: string): Promise<void> {
    const text = await sealing.open(channelName, sealed).catch(ignore)
    // Another application encrypted it, with another secret.
    if (text === undefined || closed) return
    const envelope = parseEnvelope(text)
    if (envelope?.from === from) return
    const message = envelope && currentMessage(envelope)
    if (message) onMessage(message)
    else if (!isReported) {
      isReported = true
      onFailure(tokenError('shared-store-unreadable', ignoredText))
    }
  }

  /** The message with what is left of its pause. Undefined for a pause that is too old, or unknown content. */
  function currentMessage({ sentAt, message }: FleetEnvelope): FleetMessage | undefined {
    const { revoked, rateLimited } = message
    // At any age: a frozen instance receives it late, and a recorded one only makes an instance read the store again.
    if (revoked) return { revoked }
    const ageMs = wallNow() - sentAt
    if (!rateLimited || Math.abs(ageMs) > maxAgeMs) return undefined
    return { rateLimited: { ...rateLimited, retryAfterMs: rateLimited.retryAfterMs - Math.max(0, ageMs) } }
  }

  /** Instances compare their wall clocks. A steady clock stays ahead of its own after that one was set back. */
  function wallNow(): number {
    return now() - clock.aheadMs()
  }

  async function subscribe(): Promise<void> {
    try {
      const end = await store.subscribe?.((sealed) => void receive(sealed))
      if (closed) await end?.()
      else unsubscribe = end
    } catch (thrown) {
      failedAt = now()
      onFailure(thrown)
    }
  }

  return {
    async open() {
      if (failedAt !== undefined && now() - failedAt >= retryMs) opening = failedAt = undefined
      opening ??= within(subscribe(), { ms: timeoutMs, timers, now })
      await opening
    },
    async send(message) {
      if (store.broadcast === undefined) return
      await store.broadcast(await sealing.seal(channelName, formatEnvelope({ from, sentAt: wallNow(), message })))
    },
    async close() {
      closed = true
      await unsubscribe?.()
    },
  }
}

function ignore(): undefined {}
