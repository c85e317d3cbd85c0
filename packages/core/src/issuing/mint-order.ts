import type { EntryId } from './entry-id.ts'
import type { Grant } from './grant.ts'

/** A token to obtain. */
export interface MintOrder {
  readonly id: EntryId
  /** Checked, and read from the caller's grant once. */
  readonly grant: Grant
  /** No caller waits: callers get a valid token meanwhile. */
  readonly background: boolean
  /** The lifetime that the caller needs, in milliseconds. A shared token may have less; a minted one has all there is. */
  readonly minRemainingMs: number
}
