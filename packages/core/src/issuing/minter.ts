import type { CoveoClient } from '../coveo/coveo-client.ts'
import type { MintedToken } from '../coveo/minted-token.ts'
import { abortable } from '../shared/abortable.ts'
import { tokenError } from '../shared/error-table.ts'
import type { Timers } from '../shared/timers.ts'
import type { TokenError } from '../shared/token-error.ts'
import { type Arrival, type CachedToken, cachedToken } from './cached-token.ts'
import type { EntryId } from './entries.ts'
import type { Grant } from './grant.ts'
import { asTokenError } from './issuer-errors.ts'
import type { MintEnded, TokenEventListener } from './token-event.ts'

/** What the issuer calls on a Coveo client. */
export type MintingClient = Pick<CoveoClient, 'organizationId' | 'scope' | 'createSearchToken' | 'createPlatformToken'>

/** A token to obtain. The grant was validated and copied. */
export interface MintOrder {
  readonly slot: EntryId
  readonly grant: Grant
  /** No caller waits: a valid token is served meanwhile. */
  readonly background: boolean
  /** The life that the caller wants, in milliseconds. A shared token may have less; a minted one has all there is. */
  readonly leastMs: number
}

export interface MinterOptions {
  coveo: MintingClient
  timeoutMs: number
  now: () => number
  timers: Timers
  /** Aborts every mint in flight, with the error that they reject with. */
  closing: AbortSignal
  emit: TokenEventListener | undefined
}

export interface Minter {
  /** Rejects with a TokenError, at the latest after the timeout. */
  mint(order: MintOrder): Promise<CachedToken>
}

/** Share of a token's life that a caller can demand at most: no demand may cause a mint on every call. */
const maxDemand = 0.9
/** A longer `Retry-After` is not waited for but becomes the key's cool-down. */
const maxRetryAfterMs = 2_000

export function createMinter({ coveo, timeoutMs, now, timers, closing, emit }: MinterOptions): Minter {
  let count = 0

  return {
    async mint(order) {
      closing.throwIfAborted()
      const startedAt = now()
      const event = { key: order.slot.keyHash, mint: ++count, kind: order.grant.kind, background: order.background }
      emit?.({ ...event, type: 'mint-started' })
      const late = new AbortController()
      const timer = timers.setTimeout(() => late.abort(lateError(timeoutMs)), timeoutMs)
      const signal = AbortSignal.any([closing, late.signal])
      try {
        const minted = await abortable(ask(coveo, order, signal), signal)
        const token = cachedToken({ ...order.slot, kind: order.grant.kind }, arrival(minted, now()))
        const { fingerprint, expiresAt } = token.hit
        const durationMs = now() - startedAt
        const remainingMs = expiresAt - now()
        emit?.({ ...event, type: 'mint-ended', outcome: 'minted', durationMs, fingerprint, remainingMs })
        return token
      } catch (thrown) {
        const error = asTokenError(thrown)
        const durationMs = now() - startedAt
        emit?.({ ...event, type: 'mint-ended', outcome: outcomeOf(error), durationMs, code: error.code })
        throw error
      } finally {
        timers.clearTimeout(timer)
      }
    },
  }
}

function lateError(timeoutMs: number): TokenError {
  return tokenError('coveo-timeout', `Coveo minted no token within ${timeoutMs} ms.`)
}

function outcomeOf(error: TokenError): MintEnded['outcome'] {
  if (error.code === 'closed') return 'closed'
  if (error.code === 'coveo-timeout') return 'timed-out'
  return error.retryable ? 'failed' : 'refused'
}

async function ask(coveo: MintingClient, { grant, background }: MintOrder, signal: AbortSignal): Promise<MintedToken> {
  const options = { signal, maxRetryAfterMs, background }
  if (grant.kind === 'search') {
    const { kind: _, ...params } = grant
    return coveo.createSearchToken(params, options)
  }
  const { kind: _, ...params } = grant
  return coveo.createPlatformToken(params, options)
}

function arrival({ token, remainingMs, lifetimeMs }: MintedToken, arrivedAt: number): Arrival {
  // A token that arrives old gets windows for what is left of it: those of its whole life would make it short at once.
  const arrivedOld = remainingMs < lifetimeMs / 2
  const mostMs = Math.floor(remainingMs * maxDemand)
  return { token, remainingMs, lifetimeMs: arrivedOld ? remainingMs : lifetimeMs, mostMs, arrivedAt }
}
