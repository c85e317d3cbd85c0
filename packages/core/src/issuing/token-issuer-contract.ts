import type { ReadSessionKey, VariantOption } from './grant-source.ts'
import type { IssuedToken, IssueResult } from './issued-token.ts'

export interface IssueOptions<Variant extends string = never> extends VariantOption<Variant> {
  /** Lifetime that the token should have left, in milliseconds. More than 90 % of a whole lifetime counts as that. */
  readonly minRemainingMs?: number | undefined
  /** Ends this caller's wait. The mint continues for other callers. A cached token is returned also after an abort. */
  readonly signal?: AbortSignal | undefined
  /**
   * For adapters: called with a renewal that goes on after this call has resolved, so that a runtime which ends all work
   * with the response can keep it alive. The promise never rejects. Errors that the function throws are ignored.
   */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined
}

/** `dropped`: the token is no longer cached. `ignored`: it was not. `limited`: too many reports, try again later. */
export type RejectionResult =
  | { readonly outcome: 'dropped' | 'ignored' }
  | { readonly outcome: 'limited'; readonly retryAfterMs: number }

/**
 * Issues users' tokens: from memory while fresh, renewed early, minted once for all callers. The user `null` is a guest, if
 * the option `guest` allows them.
 */
export interface TokenIssuer<in User, in Variant extends string = never> {
  readonly organizationId: string
  /** Base URL of the Search API; undefined if the Coveo client does not state it. */
  readonly searchBaseUrl: string | undefined
  /** The names of the option `variants`. */
  readonly variants: readonly string[]
  /** Whether the option `guest` is set. */
  readonly allowsGuests: boolean
  /** The option `sessionKey`. */
  readonly sessionKey?: ReadSessionKey<User> | undefined
  /** The clock of `expiresAt` and `refreshAt`, in milliseconds since the epoch. */
  readonly now: () => number
  /**
   * Rejects with a TokenError, or with a TypeError for a wrong `minRemainingMs` or `variant`. Without guests, `null` rejects
   * with `not-authenticated`.
   */
  readonly issue: (user: User | null, options?: IssueOptions<Variant>) => Promise<IssueResult>
  /** Returns the token if memory holds a valid one. Undefined if `grant` is asynchronous. Throws a TokenError if it throws. */
  readonly peek: (user: User | null, options?: VariantOption<Variant>) => IssuedToken | undefined
  /** Reports that Coveo rejected the token with this fingerprint; drops it if it is cached. Does not mint. */
  readonly reportRejected: (
    user: User | null,
    fingerprint: string,
    options?: VariantOption<Variant>,
  ) => Promise<RejectionResult>
  /**
   * Drops the user's tokens of every variant, also those that are being minted. With a shared store this holds for instances that have not cached
   * it, and the call rejects with `shared-store-failed` if the store fails.
   */
  readonly invalidate: (user: User) => Promise<void>
  /**
   * Aborts every mint and drops every token. From now on `peek` returns undefined and every other call rejects with `closed`.
   * Resolves once no other instance waits for this one.
   */
  readonly close: () => Promise<void>
}
