import type { CoveoEndpoints } from './endpoints.ts'

/** A call to Coveo as data, without the API key: the transport adds that. */
export interface CoveoRequest {
  /** Which host serves the call. */
  readonly family: keyof CoveoEndpoints
  readonly method: 'GET' | 'POST'
  /** Path and query below the host. May carry a token: never show it unredacted. */
  readonly path: string
  /** JSON value of the body, if there is one. */
  readonly body?: unknown
  /** The token that the path carries, if it does: masked in whatever Coveo answers to a call that fails. */
  readonly secret?: string
}

/** An answer of Coveo as data: its body is already read, and bounded. */
export interface CoveoResponse {
  readonly status: number
  /** A header by its lower-case name. */
  header(name: string): string | null
  readonly text: string
  /** Milliseconds from sending the request to having the whole answer. */
  readonly elapsedMs: number
  /** When the whole answer was there: milliseconds since the epoch, by our clock. */
  readonly receivedAt: number
}
