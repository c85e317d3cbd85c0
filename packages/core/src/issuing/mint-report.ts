import type { TokenError } from '../shared/token-error.ts'
import type { CachedToken } from './cached-token.ts'
import type { MintOrder } from './mint-order.ts'
import type { MintEnded, TokenEventListener } from './token-event.ts'

export interface MintReportOptions {
  mint: number
  startedAt: number
  emit: TokenEventListener
}

/** Tells the listener how one mint goes. Made only where there is a listener. */
export interface MintReport {
  minted(token: CachedToken, at: number): void
  failed(error: TokenError, at: number): void
}

/** Reports the start of a mint at once, and its end when told. */
export function mintReport({ slot, grant, background }: MintOrder, options: MintReportOptions): MintReport {
  const { mint, startedAt, emit } = options
  const common = { key: slot.keyHash, mint, kind: grant.kind, background }
  emit({ ...common, type: 'mint-started' })

  return {
    minted({ hit }, at) {
      const { fingerprint, expiresAt } = hit
      const durationMs = at - startedAt
      emit({ ...common, type: 'mint-ended', outcome: 'minted', durationMs, fingerprint, remainingMs: expiresAt - at })
    },
    failed(error, at) {
      emit({ ...common, type: 'mint-ended', outcome: outcomeOf(error), durationMs: at - startedAt, code: error.code })
    },
  }
}

function outcomeOf(error: TokenError): MintEnded['outcome'] {
  if (error.code === 'closed') return 'closed'
  if (error.code === 'coveo-timeout') return 'timed-out'
  return error.retryable ? 'failed' : 'refused'
}
