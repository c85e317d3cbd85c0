import type { AbortState } from '../../shared/abort-state.ts'
import { tokenError } from '../../shared/error-table.ts'
import { ignore } from '../../shared/ignore.ts'
import type { Timers } from '../../shared/timers.ts'
import { within } from '../../shared/within.ts'
import type { SteadyClock } from '../steady-clock.ts'
import { type FleetEnvelope, type FleetMessage, formatEnvelope, parseEnvelope } from './fleet-message.ts'
import type { Sealing } from './sealing.ts'
import type { SharedStore } from './shared-store.ts'

export interface FleetChannelOptions {
  /** Instances receive only messages of the same name. */
  readonly name: string
  /** How long `open` waits at most, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: SteadyClock
  readonly timers: Timers
  readonly store: SharedStore
  readonly sealing: Sealing
  /** From its abort on, messages are ignored. */
  readonly closing: AbortState
  /** Another instance revoked the token of this key, or only the one with this fingerprint. */
  readonly onRevoked: (key: string, fingerprint: string | undefined) => void
  /** Coveo limited the calls of another instance: how long to pause from now on, in milliseconds. */
  readonly onPause: (retryAfterMs: number) => void
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
const ignoredText = 'A message of another instance was ignored: it is old or of another version, or clocks differ.'

export function createFleetChannel(options: FleetChannelOptions): FleetChannel {
  const { name, timeoutMs, clock, timers, store, sealing, closing, onRevoked, onPause, onFailure } = options
  const { now, wall } = clock
  const from = crypto.randomUUID()
  let isReported = false
  let opening: Promise<unknown> | undefined
  let failedAt: number | undefined
  let unsubscribe: (() => Promise<void>) | undefined

  async function receive(sealed: string): Promise<void> {
    const text = await sealing.open(name, sealed).catch(ignore)
    // Another application encrypted it, with another secret; or it has another name.
    if (text === undefined || closing.aborted) return
    const envelope = parseEnvelope(text)
    if (envelope?.from === from || (envelope && deliver(envelope)) || isReported) return
    isReported = true
    onFailure(tokenError('shared-store-unreadable', ignoredText))
  }

  /** Returns whether the message could be used. */
  function deliver({ sentAt, revoked, retryAfterMs }: FleetEnvelope): boolean {
    const ageMs = wall() - sentAt
    // At any age: a frozen instance receives it late, and a recorded one only makes an instance read the store again.
    if (revoked) onRevoked(revoked.key, revoked.fingerprint)
    else if (retryAfterMs !== undefined && Math.abs(ageMs) <= maxAgeMs) onPause(retryAfterMs - Math.max(0, ageMs))
    else return false
    return true
  }

  async function subscribe(): Promise<void> {
    try {
      const end = await store.subscribe?.((sealed) => void receive(sealed))
      if (closing.aborted) await end?.()
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
      await store.broadcast(await sealing.seal(name, formatEnvelope({ from, sentAt: wall(), ...message })))
    },
    async close() {
      await unsubscribe?.()
    },
  }
}
