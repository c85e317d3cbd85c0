import type { CoveoClient } from '../coveo/coveo-client.ts'
import type { MintedToken } from '../coveo/minted-token.ts'
import { tokenError } from '../shared/error-table.ts'
import type { Timers } from '../shared/timers.ts'
import type { TokenError } from '../shared/token-error.ts'
import { abortable } from '../shared/waits.ts'
import { asTokenError } from './as-token-error.ts'
import { type Arrival, type CachedToken, cachedToken } from './cached-token.ts'
import type { MintOrder } from './mint-order.ts'
import { mintReport } from './mint-report.ts'
import type { TokenEventListener } from './token-event.ts'

/** What the issuer asks of a Coveo client. */
export type MintingClient = Pick<CoveoClient, 'organizationId' | 'scope' | 'createSearchToken' | 'createPlatformToken'>

export interface MinterOptions {
  coveo: MintingClient
  /** Time after which a mint is given up, in milliseconds. */
  timeoutMs: number
  now: () => number
  timers: Timers
  emit: TokenEventListener | undefined
}

export interface Minter {
  /** Asks Coveo for a token. Rejects with a TokenError, at the latest after the timeout. */
  mint(order: MintOrder): Promise<CachedToken>
  /** Gives up every mint under way: they reject with `closed`. */
  close(): void
}

/** However much life a caller asks for, a token serves until this part of its life is left: no key is minted without end. */
const mostOfLife = 0.9

/** Turns grants into tokens in memory, one call to Coveo each, and reports the start and the end of it. */
export function createMinter({ coveo, timeoutMs, now, timers, emit }: MinterOptions): Minter {
  const running = new Set<AbortController>()
  let count = 0
  let closed = false

  async function mint(order: MintOrder): Promise<CachedToken> {
    if (closed) throw closedError()
    const report = emit && mintReport(order, { mint: ++count, startedAt: now(), emit })
    const abort = new AbortController()
    const timer = timers.setTimeout(() => abort.abort(lateError(timeoutMs)), timeoutMs)
    running.add(abort)
    try {
      const minted = await abortable(ask(coveo, order, abort.signal), abort.signal)
      const token = cachedToken({ key: order.slot.key, kind: order.grant.kind }, arrival(minted, now()))
      report?.minted(token, now())
      return token
    } catch (thrown) {
      const error = asTokenError(thrown)
      report?.failed(error, now())
      throw error
    } finally {
      timers.clearTimeout(timer)
      running.delete(abort)
    }
  }

  return {
    mint,
    close() {
      closed = true
      for (const abort of running) abort.abort(closedError())
    },
  }
}

/** The error of everyone who still wants a token from a closed issuer. */
export function closedError(): TokenError {
  return tokenError('closed', 'The token issuer has been closed.')
}

function lateError(timeoutMs: number): TokenError {
  return tokenError('coveo-timeout', `Coveo minted no token within ${timeoutMs} ms.`)
}

/** A longer `Retry-After` is not sat out but handed on at once, so that the key rests as long as Coveo asks. */
const maxRetryAfterMs = 2_000

async function ask(coveo: MintingClient, { grant, background }: MintOrder, signal: AbortSignal): Promise<MintedToken> {
  const options = { signal, maxRetryAfterMs, background }
  if (grant.kind === 'search') {
    const { kind: _, ...params } = grant
    return coveo.createSearchToken(params, options)
  }
  const { kind: _, ...params } = grant
  return coveo.createPlatformToken(params, options)
}

function arrival({ token, remainingMs, lifeMs }: MintedToken, arrivedAt: number): Arrival {
  // Windows made for its whole life would make a token that arrives old short at once, and every caller mint another.
  const arrivedOld = remainingMs < lifeMs / 2
  const mostMs = Math.floor(remainingMs * mostOfLife)
  return { token, remainingMs, lifeMs: arrivedOld ? remainingMs : lifeMs, mostMs, arrivedAt }
}
