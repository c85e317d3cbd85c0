import type { IssuedToken } from '../issuing/issued-token.ts'
import type { TokenResponse } from '../shared/endpoint-contract.ts'

export interface TokenResponseOptions {
  organizationId: string
  /** The instant of sending, in milliseconds since the epoch. */
  now: number
}

/** What a browser is told about an issued token: its lives are counted from `now`, never absolute. */
export function toTokenResponse(issued: IssuedToken, options: TokenResponseOptions): TokenResponse {
  const expiresIn = wholeSeconds(issued.expiresAt - options.now, 0)
  return {
    token: issued.token,
    kind: issued.kind,
    organizationId: options.organizationId,
    expiresIn,
    // A token already due is on its way to being replaced: asking again at once would bring the same one.
    refreshIn: Math.min(expiresIn, wholeSeconds(issued.refreshAt - options.now, 1)),
    fingerprint: issued.fingerprint,
  }
}

function wholeSeconds(ms: number, least: number): number {
  return Math.max(least, Math.floor(ms / 1000))
}
