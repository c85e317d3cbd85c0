import type { IssuedToken, IssueResult } from './issued-token.ts'

export interface IssueOptions {
  /** Least life that the token should have left, in milliseconds. A caller who asks for more than 90 % of a life gets that. */
  minRemainingMs?: number | undefined
  /** Ends this caller's wait, not an answer from memory. The mint goes on for the others. */
  signal?: AbortSignal | undefined
  /**
   * For adapters: called with a renewal that goes on after this call has resolved, so that a runtime which ends all work
   * with the response can keep it alive. The promise never rejects. Errors that the function throws are ignored.
   */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined
}

/** `dropped`: it was the cached token, and is no more. `ignored`: it was not. `limited`: too many of them, try again later. */
export type RejectionResult = { outcome: 'dropped' | 'ignored' } | { outcome: 'limited'; retryAfterMs: number }

export interface TokenIssuer<User> {
  readonly organizationId: string
  /**
   * The user's token: from memory while it is fresh, else minted, once for all who ask. Rejects with a TokenError, or with a TypeError
   * for a `minRemainingMs` that is no duration.
   */
  issue(user: User, options?: IssueOptions): Promise<IssueResult>
  /** The user's token if memory holds a valid one. Undefined where `grant` is asynchronous. Throws a TokenError if `grant` throws. */
  peek(user: User): IssuedToken | undefined
  /** Takes in that Coveo refused the token with this fingerprint. Does not mint: the next `issue` does. */
  reportRejected(user: User, fingerprint: string): Promise<RejectionResult>
  /**
   * Forgets the user's token, also the one being minted: who asks from now on gets a newer one. With a shared store that holds for
   * instances that do not have it in memory, and this rejects with `shared-store-failed` where the store could not be told.
   */
  invalidate(user: User): Promise<void>
  /**
   * Gives up every mint and forgets every token. From now on `peek` has nothing, and every other call rejects with `closed`. Resolves
   * when a shared store has been told that others need not wait.
   */
  close(): Promise<void>
}
