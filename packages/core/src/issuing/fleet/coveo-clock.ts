import { readTokenClaims } from '../../shared/token-claims.ts'
import type { IssuedToken } from '../issued-token.ts'

/** When a token expires, as it is sealed with the token. Instants and durations in milliseconds. */
export interface SealedEnd {
  /** By Coveo's clock, as far as the instance that minted it knew that clock. */
  readonly expiresAt: number
  /** How far that instance took Coveo's clock to be ahead of its own. */
  readonly aheadMs: number
}

/** Coveo's clock, as far as this instance knows it. The ends of shared tokens are compared on it, so no two clocks need to agree. */
export interface CoveoClock {
  /** The end of a token that this instance has just minted. Learns from it: the end was measured against the response of Coveo. */
  readonly sealedEnd: (minted: IssuedToken) => SealedEnd
  /** How long a shared token lives from `at` on, by this instance's own clock. Learns from it as well. */
  readonly remainingMs: (shared: SealedEnd & { lifetimeMs: number }, at: number) => number
}

export function createCoveoClock(): CoveoClock {
  /** How far Coveo's clock is ahead of ours. */
  let ahead: number | undefined

  return {
    sealedEnd({ token, expiresAt }) {
      const exp = Number(readTokenClaims(token)?.exp)
      if (exp > 0) ahead = exp * 1_000 - expiresAt
      const aheadMs = ahead ?? 0
      return { expiresAt: expiresAt + aheadMs, aheadMs }
    },
    remainingMs({ expiresAt, lifetimeMs, aheadMs }, at) {
      // Before its first mint an instance takes its own clock for as wrong as the other's; but no token was minted in the future.
      ahead = Math.max(ahead ?? aheadMs, expiresAt - lifetimeMs - at)
      return expiresAt - ahead - at
    },
  }
}
