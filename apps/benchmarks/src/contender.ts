/** A function that returns a cached token, and its name in the report. */
export interface Contender {
  name: string
  /** Number of cached tokens. */
  keys: number
  /** Returns a user's token, or a promise of it. */
  read(user: string): unknown
}
