/** A value of the store, and how much longer the store keeps it. */
export interface StoredValue {
  readonly value: string
  /** Milliseconds by the store's own clock, so that no instance's clock matters. */
  readonly remainingMs: number
}

/** The right to make the next value of a name. */
export interface Lease {
  /** Random text that identifies the holder. */
  readonly owner: string
  /** When the lease expires, in milliseconds: its holder may have died. */
  readonly leaseMs: number
}

export interface Publication {
  readonly owner: string
  readonly value: string
  /** When the value expires, in milliseconds. */
  readonly keepMs: number
}

/**
 * The store that all instances share, Redis for example. It receives neither users nor tokens: names are keyed hashes and values are
 * encrypted, both of characters that are safe anywhere (`[\w.-]`). Each function is one atomic step and may reject: the issuer then
 * continues without the store. `storeContractCases` of `@coveo-token/core/testing` checks an implementation.
 */
export interface SharedStore {
  /** Returns the value of a name, or undefined. */
  readonly read: (name: string) => Promise<StoredValue | undefined>
  /**
   * Acquires the lease of a name, which need not have a value. False while another owner holds it, or after `invalidate`. True for its own
   * holder, because a client may send a call again.
   */
  readonly acquireLease: (name: string, lease: Lease) => Promise<boolean>
  /**
   * Replaces the value if the owner holds the lease and `invalidate` was not called since. Returns whether it did. Ends the owner's
   * lease in both cases.
   */
  readonly publish: (name: string, publication: Publication) => Promise<boolean>
  /** Ends the lease if the owner holds it, invalidated or not. */
  readonly releaseLease: (name: string, owner: string) => Promise<void>
  /** Deletes the value if it equals this one. Leaves the lease alone. */
  readonly deleteIfEqual: (name: string, value: string) => Promise<void>
  /** Deletes the value and invalidates the lease of any holder: the value being made can no longer be published. */
  readonly invalidate: (name: string) => Promise<void>
  /** Optional. Sends a message to the subscribers of every instance. */
  readonly broadcast?: ((message: string) => Promise<void>) | undefined
  /**
   * Optional. Calls the listener with every message, which may arrive twice, and `onFailure` with the reason why later messages may be
   * missing. Errors that both throw are ignored. Resolves with a function that ends the subscription.
   */
  readonly subscribe?:
    | ((listener: (message: string) => void, onFailure?: (error: unknown) => void) => Promise<() => Promise<void>>)
    | undefined
}
