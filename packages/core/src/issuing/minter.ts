import type { MintedToken } from '../coveo/minted-token.ts'
import type { AbortState } from '../shared/abort-state.ts'
import { abortable } from '../shared/abortable.ts'
import { combineSignals } from '../shared/combine-signals.ts'
import type { TokenError } from '../shared/token-error.ts'
import { within } from '../shared/within.ts'
import { type Arrival, type CachedToken, cachedToken } from './cached-token.ts'
import { asTokenError, mintTimeoutError } from './issuer-errors.ts'
import type { IssuerSettings } from './issuer-options.ts'
import { createMintLimit, type MintLimit } from './mint-limit.ts'
import type { MintOrder } from './mint-order.ts'
import type { TokenEventListener, TokenEventOf } from './token-event.ts'

export interface MinterOptions {
  settings: IssuerSettings<never>
  /** Aborts every mint in flight, with the error that they reject with. */
  closing: AbortState
  emit: TokenEventListener | undefined
}

export interface Minter {
  /** Rejects with a TokenError, at the latest after the timeout, or after `limitMs` if that is sooner. */
  readonly mint: (order: MintOrder, limitMs?: number) => Promise<CachedToken>
  /** The error of a mint that may not start now, because of `maxMintsPerMinute`. */
  readonly refuse: MintLimit['refuse']
}

/** Share of a token's lifetime that a caller can demand at most: no demand may cause a mint on every call. */
const maxDemand = 0.9
/** A longer `Retry-After` is not waited for but becomes the key's cool-down. */
const maxRetryAfterMs = 2_000

export function createMinter({ settings, closing, emit }: MinterOptions): Minter {
  const { coveo, mintTimeoutMs, maxMintsPerMinute: perMinute, maxEntries, now, timers } = settings
  const limit = perMinute ? createMintLimit({ perMinute, maxEntries, now, emit }) : undefined
  let count = 0

  async function call({ id, grant, background }: MintOrder, limitMs: number): Promise<MintedToken> {
    const late = new AbortController()
    const { signal, release } = combineSignals([closing, late.signal])
    const onKeyRotated = () => emit?.({ type: 'key-rotated', key: id.keyHash })
    const options = { signal, maxRetryAfterMs, background, onKeyRotated }
    const { kind: _, ...params } = grant
    try {
      const minting = abortable(
        Promise.resolve(
          'privileges' in params
            ? coveo.createPlatformToken(params, options)
            : coveo.createSearchToken(params, options),
        ),
        signal,
      )
      if (await within(minting, { ms: limitMs, timers, now })) return await minting
      const error = mintTimeoutError(limitMs)
      late.abort(error)
      throw error
    } finally {
      release()
    }
  }

  return {
    refuse: (mint) => limit?.refuse(mint),
    async mint(order, limitMs = mintTimeoutMs) {
      closing.throwIfAborted()
      limit?.start(order)
      const { id, grant, background } = order
      const startedAt = now()
      const event = { key: id.keyHash, mint: ++count, kind: grant.kind, background }
      emit?.({ ...event, type: 'mint-started' })
      try {
        const token = cachedToken(
          { ...id, kind: grant.kind },
          arrival(await call(order, Math.min(limitMs, mintTimeoutMs)), startedAt),
        )
        const { fingerprint, expiresAt } = token.hit
        const at = now()
        const [durationMs, remainingMs] = [at - startedAt, expiresAt - at]
        emit?.({ ...event, type: 'mint-ended', outcome: 'minted', durationMs, fingerprint, remainingMs })
        return token
      } catch (thrown) {
        const error = asTokenError(thrown)
        const durationMs = now() - startedAt
        emit?.({ ...event, type: 'mint-ended', outcome: outcomeOf(error), durationMs, code: error.code })
        throw error
      }
    },
  }
}

function outcomeOf(error: TokenError): TokenEventOf<'mint-ended'>['outcome'] {
  if (error.code === 'closed') return 'closed'
  if (error.code === 'coveo-timeout') return 'timed-out'
  return error.retryable ? 'failed' : 'refused'
}

/** Counted from the request on: the process may have been frozen since the response came. */
function arrival({ token, remainingMs, lifetimeMs }: MintedToken, requestedAt: number): Arrival {
  // A client of the application's own may lack one: the token would be due at once and for ever, and minted without end.
  if (typeof token !== 'string' || ![remainingMs || 0, lifetimeMs].every(Number.isFinite) || lifetimeMs <= 0)
    throw new TypeError('It must resolve with token, remainingMs and lifetimeMs.')
  // A token that arrives old gets zones for what is left of it: those of its whole lifetime would make it short at once.
  const arrivesOld = remainingMs < lifetimeMs / 2
  const mostMs = Math.floor(remainingMs * maxDemand)
  return { token, remainingMs, lifetimeMs: arrivesOld ? remainingMs : lifetimeMs, mostMs, arrivedAt: requestedAt }
}
