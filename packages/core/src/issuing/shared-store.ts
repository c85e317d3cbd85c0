/** What a store answers: a value, and how long it will still keep it. */
export interface StoredValue {
  readonly value: string
  /** Milliseconds by the store's own count, so that no instance's clock takes part. */
  readonly remainingMs: number
}

/** Someone's turn to make the next value of a name. */
export interface Lease {
  /** Random text: tells its holder from everyone else. */
  readonly owner: string
  /** When the lease ends by itself, in milliseconds: its holder may have died. */
  readonly leaseMs: number
}

export interface Publication {
  readonly owner: string
  readonly value: string
  /** When the value ends by itself, in milliseconds. */
  readonly keepMs: number
}

/**
 * What all instances share, Redis for example. It sees neither users nor tokens: names are keyed hashes, values are sealed, both of
 * characters that are safe anywhere (`[\w.-]`). Each function is one atomic step, and may reject: the issuer then goes on without the store.
 * `storeContractCases` of `@coveo-token/core/testing` tells whether an implementation keeps to this.
 */
export interface SharedStore {
  /** The value under a name, or undefined. */
  read(name: string): Promise<StoredValue | undefined>
  /** Takes the lease of a name, which need not have a value. False while someone else holds it. */
  acquireLease(name: string, lease: Lease): Promise<boolean>
  /**
   * Keeps a value in place of any other, if the owner holds the lease and it has not been spoilt; else false, and the value stays as it
   * is. Either way the owner's lease ends.
   */
  publish(name: string, publication: Publication): Promise<boolean>
  /** Ends the lease, spoilt or not, if the owner holds it. */
  releaseLease(name: string, owner: string): Promise<void>
  /** Forgets the value, if it is still this one. Leaves the lease alone. */
  deleteIfEqual(name: string, value: string): Promise<void>
  /** Forgets the value and spoils the lease, whoever holds it: what is being made now can no longer be published. */
  invalidate(name: string): Promise<void>
}
