import type { CachedToken } from './cached-token.ts'

/** A new token for the callers that wait for it. */
export interface ObtainedToken {
  readonly token: CachedToken
  /** Whether this instance minted it or read it from the shared store. */
  readonly outcome: 'mint' | 'shared'
  /** The key was invalidated during the mint: return the token to current callers, do not cache it. */
  readonly isInvalidated: boolean
}
