import type { Grant } from './grant.ts'

/** One token to mint. The grant has been checked, and belongs to the order alone. */
export interface MintOrder {
  readonly key: string
  readonly grant: Grant
  /** Nobody waits for it: a token that is still good is being served meanwhile. */
  readonly background: boolean
}
