import { type TakenResponse, type TokenLifetime, tokenLifetime } from './token-lifetime.ts'

/** The token of a response, and how far it can be relied on. */
export interface HeldToken extends TakenResponse, TokenLifetime {}

/** The token of a response that a source takes after the token `before`. */
export function holdToken(next: TakenResponse, before: HeldToken | undefined): HeldToken {
  const lifetime = tokenLifetime(next)
  if (before?.response.fingerprint !== next.response.fingerprint) return { ...next, ...lifetime }
  // Of several responses with one token the first one counts: a later one may come from a cache.
  return { ...before, ...lifetime, expiresAt: Math.min(before.expiresAt, lifetime.expiresAt) }
}

/** The most lifetime that a caller may require of a token, in milliseconds: a greater requirement would renew at every call. */
export function mostDemandMs({ expiresAt, requestedAt }: HeldToken): number {
  const lifetimeMs = expiresAt - requestedAt
  return Math.max(lifetimeMs / 2, lifetimeMs - 60_000)
}
