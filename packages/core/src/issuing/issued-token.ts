import type { TokenKind } from '../shared/endpoint-contract.ts'
import type { SteadyClock } from './steady-clock.ts'

/** A token in the server's hands. Instants are milliseconds since the epoch by this process's clock. */
export interface IssuedToken {
  readonly kind: TokenKind
  readonly token: string
  /** When Coveo stops accepting the token, corrected for the difference between Coveo's clock and ours. */
  readonly expiresAt: number
  /** When to request the next token: the same instant on every instance, spread out over users. */
  readonly refreshAt: number
  /** First 16 characters of base64url(SHA-256(token)); safe to log and to compare. */
  readonly fingerprint: string
  /** Hash of the organization and the whole grant: equal exactly if user and grant are equal. Safe to log and to compare. */
  readonly subject: string
  /** True for the token of a visitor who is not signed in; otherwise absent. */
  readonly guest?: boolean | undefined
}

/** Where an issued token came from. `stale`: it is valid, and renewing it failed, was slow or may not start now. */
export type IssueOutcome = 'hit' | 'mint' | 'shared' | 'coalesced' | 'stale'

export interface IssueResult extends IssuedToken {
  readonly outcome: IssueOutcome
}

/** Returns the result with instants by the wall clock, which may have been set back since the issuer started. */
export function withWallInstants(result: IssueResult, clock: SteadyClock): IssueResult {
  const aheadMs = clock.aheadMs()
  if (aheadMs === 0) return result
  return { ...result, expiresAt: result.expiresAt - aheadMs, refreshAt: result.refreshAt - aheadMs }
}
