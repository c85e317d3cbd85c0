/** A response of Coveo as data, its body already read and bounded. */
export interface CoveoResponse {
  readonly status: number
  /** A header by its lower-case name. */
  readonly header: (name: string) => string | null
  readonly text: string
  /** The API key and the token in the request: no error may contain them. */
  readonly secrets: readonly string[]
  /** Milliseconds from sending the request to receiving the whole response. */
  readonly elapsedMs: number
  /** When the whole response was received: milliseconds since the epoch, by the local clock. */
  readonly receivedAt: number
}
