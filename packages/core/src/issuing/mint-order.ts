import type { Grant } from './grant.ts'
import type { Slot } from './token-cache.ts'

/** One token to mint. The grant has been checked, and belongs to the order alone. */
export interface MintOrder {
  /** Where the token will be kept. */
  readonly slot: Slot
  readonly grant: Grant
  /** Nobody waits for it: a token that is still good is being served meanwhile. */
  readonly background: boolean
  /** Life that whoever asked wants, in milliseconds. A minted token has all there is; one that was shared may have too little. */
  readonly leastMs: number
}
