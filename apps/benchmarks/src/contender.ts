/** Something that hands out a cached token. */
export interface Contender {
  name: string
  /** How many tokens it holds. */
  keys: number
  /** Hands out the token of a user, or a promise of it. */
  read(user: string): unknown
}
