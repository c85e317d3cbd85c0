import type { TokenKind } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'

/** What is known about the token at one moment. A new object whenever something changed, the same one otherwise. */
export interface TokenSnapshot {
  /** `error` only while no usable token is held: a failing renewal leaves `ready` as it is and fills `error`. */
  readonly status: 'loading' | 'ready' | 'signed-out' | 'error'
  readonly token?: string | undefined
  readonly kind?: TokenKind | undefined
  readonly organizationId?: string | undefined
  /** Names the token in logs and panels without giving it away. */
  readonly fingerprint?: string | undefined
  /** When Coveo stops accepting the token: milliseconds since the epoch, by this browser's clock. */
  readonly expiresAt?: number | undefined
  /** When the next token will be asked for, counted like `expiresAt`. */
  readonly refreshAt?: number | undefined
  /** Why the last renewal failed; gone with the next one that succeeds. */
  readonly error?: TokenError | undefined
  /** Where the token came from, unless this page got it from the token endpoint: handed in at the start, or from another tab. */
  readonly origin?: 'initial' | 'tab' | undefined
}

/** What the server renders, and what a page shows before anything is known. */
export const loadingSnapshot: TokenSnapshot = { status: 'loading' }
