import type { AbortState } from '../../shared/abort-state.ts'
import { tokenError } from '../../shared/error-table.ts'
import { ignore } from '../../shared/ignore.ts'
import type { Timers } from '../../shared/timers.ts'
import type { TokenError } from '../../shared/token-error.ts'
import { within } from '../../shared/within.ts'
import { type CircuitBreaker, storeFailure } from './circuit-breaker.ts'
import { type FleetMessage, formatEnvelope, parseEnvelope } from './fleet-message.ts'
import type { Sealing } from './sealing.ts'
import type { SharedStore } from './shared-store.ts'

export interface FleetChannelOptions {
  /** Instances receive only messages of the same name. */
  readonly name: string
  /** How long the store may be silent, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
  readonly timers: Timers
  readonly store: SharedStore
  readonly sealing: Sealing
  readonly breaker: CircuitBreaker
  /** From its abort on, messages are ignored. */
  readonly closing: AbortState
  /** Another instance revoked the token of this key, or only the one with this fingerprint. */
  readonly onRevoked: (key: string, fingerprint: string | undefined) => void
  /** Another instance shares a pause under this name. Rejects with a TokenError. */
  readonly onPause: (name: string) => Promise<void>
  /** Called when the store refuses the subscription or misses messages, and once for messages that cannot be used. */
  readonly onFailure: (error: TokenError) => void
}

/** Encrypted messages between the instances. A store without `subscribe` and `broadcast` carries none. */
export interface FleetChannel {
  /** Subscribes at the first call, and retries until that succeeds. Resolves after half of `timeoutMs` at the latest. Never rejects. */
  readonly open: () => Promise<void>
  /** Rejects with `shared-store-failed`. */
  readonly send: (message: FleetMessage) => Promise<void>
  readonly close: () => Promise<void>
}

/** The pause after a failed subscription, in milliseconds. */
const retryMs = 10_000
const ignoredText = 'A message of another version was ignored.'

export function createFleetChannel(options: FleetChannelOptions): FleetChannel {
  const { name, timeoutMs, now, timers, store, sealing, breaker, closing, onRevoked, onPause, onFailure } = options
  const from = crypto.randomUUID()
  let isReported = false
  let opening: Promise<unknown> | undefined
  let retry: unknown
  let unsubscribe: (() => Promise<void>) | undefined

  async function receive(sealed: string): Promise<void> {
    const text = await sealing.open(name, sealed).catch(ignore)
    // Another application encrypted it, with another secret; or it has another name.
    if (text === undefined || closing.aborted) return
    const { from: sender, revoked, pauseName } = parseEnvelope(text) ?? {}
    if (sender === from) return
    if (revoked) onRevoked(revoked.key, revoked.fingerprint)
    else if (pauseName !== undefined) await onPause(pauseName).catch(onFailure)
    else if (!isReported) {
      isReported = true
      onFailure(tokenError('shared-store-unreadable', ignoredText))
    }
  }

  function fail(thrown: unknown): void {
    onFailure(storeFailure(thrown))
  }

  async function subscribe(): Promise<void> {
    try {
      const end = await store.subscribe?.(receive, fail)
      if (closing.aborted) await end?.()
      else unsubscribe = end
    } catch (thrown) {
      fail(thrown)
      // Not with the next request: while every token is in memory there is none.
      if (!closing.aborted) retry = timers.setTimeout(subscribe, retryMs)
    }
  }

  return {
    async open() {
      opening ??= within(subscribe(), { ms: timeoutMs / 2, timers, now })
      await opening
    },
    async send(message) {
      const sealed = await sealing.seal(name, formatEnvelope({ from, ...message }))
      await breaker.callApart(async () => store.broadcast?.(sealed))
    },
    async close() {
      timers.clearTimeout(retry)
      await unsubscribe?.()
    },
  }
}
