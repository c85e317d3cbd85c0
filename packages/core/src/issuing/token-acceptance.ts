import { tokenError } from '../shared/error-table.ts'
import { type CachedToken, minLifetimeMs } from './cached-token.ts'
import type { Entries } from './entries.ts'
import { expiredTokenError } from './issuer-errors.ts'
import type { MintOrder } from './mint-order.ts'
import { zoneOf } from './token-zones.ts'

/** The checks of a token that arrives, from Coveo or from another instance. */
export interface TokenAcceptance {
  /** Throws `coveo-bad-response` for a token that was reported as rejected, or that expires at once. */
  readonly assertUsable: (key: string, token: CachedToken) => void
  /** Whether another instance's token is better than the cached one, and has the lifetime that the caller needs. */
  readonly accepts: (token: CachedToken, order: MintOrder) => boolean
}

export function createTokenAcceptance({ entries, now }: { entries: Entries; now: () => number }): TokenAcceptance {
  function wasRejected(key: string, { hit }: CachedToken): boolean {
    return entries.get(key)?.rejections.some(({ fingerprint }) => fingerprint === hit.fingerprint) === true
  }

  return {
    assertUsable(key, token) {
      if (wasRejected(key, token)) {
        throw tokenError('coveo-bad-response', 'Coveo minted the very token that was reported as rejected.')
      }
      if (token.hit.expiresAt - now() < minLifetimeMs) throw expiredTokenError()
    },
    accepts(token, { id: { key }, minRemainingMs }) {
      if (zoneOf(token, { at: now(), minRemainingMs }) === 'short' || wasRejected(key, token)) return false
      const { hit } = token
      const cached = entries.get(key)?.token?.hit
      return cached === undefined || (cached.fingerprint !== hit.fingerprint && cached.expiresAt < hit.expiresAt)
    },
  }
}
