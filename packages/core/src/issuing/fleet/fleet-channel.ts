import type { Timers } from '../../shared/timers.ts'
import { within } from '../../shared/within.ts'
import type { SharedStore } from '../shared-store.ts'
import type { Sealing } from './sealing.ts'

/** Drop the token of this key, or only the one with this fingerprint. */
export interface Revoked {
  readonly type: 'revoked'
  readonly key: string
  readonly fingerprint?: string | undefined
}

/** Coveo limits the calls of the API key of this scope. */
export interface RateLimited {
  readonly type: 'rate-limited'
  readonly scope: string
  readonly retryAfterMs: number
}

export type FleetMessage = Revoked | RateLimited

interface Envelope {
  readonly from: string
  readonly message: FleetMessage
}

export interface FleetChannelOptions {
  /** How long `open` waits at most, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
  readonly timers: Timers
  readonly store: SharedStore
  readonly sealing: Sealing
  /** Called with every message of another instance. */
  readonly onMessage: (message: FleetMessage) => void
  /** Called when the store refuses the subscription. */
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
const channelName = 'fleet channel'

export function createFleetChannel(options: FleetChannelOptions): FleetChannel {
  const { timeoutMs, now, timers, store, sealing, onMessage, onFailure } = options
  const from = crypto.randomUUID()
  let opening: Promise<unknown> | undefined
  let failedAt: number | undefined
  let unsubscribe: (() => Promise<void>) | undefined
  let closed = false

  async function receive(sealed: string): Promise<void> {
    const envelope = await readEnvelope(sealed)
    if (envelope && envelope.from !== from && !closed) onMessage(envelope.message)
  }

  /** Undefined for a message of another application: it was encrypted with another secret. */
  async function readEnvelope(sealed: string): Promise<Envelope | undefined> {
    try {
      return JSON.parse(await sealing.open(channelName, sealed)) as Envelope
    } catch {
      return undefined
    }
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
      await store.broadcast(await sealing.seal(channelName, JSON.stringify({ from, message })))
    },
    async close() {
      closed = true
      await unsubscribe?.()
    },
  }
}
