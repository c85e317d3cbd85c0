import type { TokenResponse } from '../shared/endpoint-contract.ts'

/** When one token ends and is to be renewed: instants of the source's clock. */
export interface TokenLifetime {
  readonly expiresAt: number
  readonly renewAt: number
  /** The most life that `getToken` may demand; a greater demand would renew at every call. */
  readonly maxDemandMs: number
}

const minRenewDelayMs = 30_000
const demandMarginMs = 60_000

export function tokenLifetime({ expiresIn, refreshIn }: TokenResponse, requestedAt: number): TokenLifetime {
  const lifetimeMs = expiresIn * 1_000
  return {
    expiresAt: requestedAt + lifetimeMs,
    renewAt: requestedAt + Math.min(Math.max(refreshIn * 1_000, minRenewDelayMs), lifetimeMs * 0.9),
    maxDemandMs: Math.max(lifetimeMs / 2, lifetimeMs - demandMarginMs),
  }
}

/** The lifetime while no token is held: expired, and due at once. */
export const noLifetime: TokenLifetime = { expiresAt: 0, renewAt: 0, maxDemandMs: 0 }
