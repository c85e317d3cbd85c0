import type { TokenKind } from '../shared/endpoint-contract.ts'

/** A token in the issuer's hands. Instants are milliseconds since the epoch, by this process's clock. */
export interface IssuedToken {
  readonly kind: TokenKind
  readonly token: string
  /** When Coveo stops accepting the token, already corrected for the difference between Coveo's clock and ours. */
  readonly expiresAt: number
  /** When the next token should be asked for: the same instant on every instance, spread out over users. */
  readonly refreshAt: number
  /** First 16 characters of base64url(SHA-256(token)); safe to log and to compare. */
  readonly fingerprint: string
  /** Hash of the organization and the whole grant: equal exactly if user and grant are equal. Safe to log and to compare. */
  readonly subject: string
}

/** Where an issued token came from: `stale` is a token still valid that was served because minting failed or was slow. */
export type IssueOutcome = 'hit' | 'mint' | 'shared' | 'coalesced' | 'stale'

export interface IssueResult extends IssuedToken {
  readonly outcome: IssueOutcome
}
