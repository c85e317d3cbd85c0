import type { IssuedToken } from '../issuing/issued-token.ts'
import type { TokenResponse } from '../shared/endpoint-contract.ts'

export interface TokenResponseOptions {
  readonly organizationId: string
  /** The instant of sending, in milliseconds since the epoch. */
  readonly now: number
}

/** The wire form of an issued token. Its lifetimes are seconds from `now`, never instants. */
export function toTokenResponse(issued: IssuedToken, options: TokenResponseOptions): TokenResponse {
  const expiresIn = wholeSeconds(issued.expiresAt - options.now, 0)
  return {
    token: issued.token,
    kind: issued.kind,
    organizationId: options.organizationId,
    expiresIn,
    // The replacement of a token that is due is under way: an immediate request would return the same token.
    refreshIn: Math.min(expiresIn, wholeSeconds(issued.refreshAt - options.now, 1)),
    fingerprint: issued.fingerprint,
    subject: issued.subject,
  }
}

function wholeSeconds(ms: number, least: number): number {
  return Math.max(least, Math.floor(ms / 1000))
}
