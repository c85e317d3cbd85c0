import type { TokenError } from '../shared/token-error.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

/** One renewal: what it goes by, and what has come of it so far. */
export interface Flight extends Pick<TokenSourceOptions, 'endpoint' | 'fetch' | 'credentials' | 'random'> {
  /** The clock of the source, in milliseconds. */
  readonly clock: () => number
  /** How the renewal before it failed. */
  readonly error?: EndpointFailure | undefined
  /** Fingerprint of the token that Coveo refused, if that is why we ask. */
  readonly rejected?: string | false | undefined
  /** Aborted with `signed-out`, with the instant until when nothing is asked, with 0 when it takes too long; and when it is over. */
  readonly abort: AbortController
  response?: Response
  text?: string
}

/** A renewal that brought no token. */
export interface FailedFlight extends Flight {
  readonly cause: unknown
  /** Until when the source asks nothing: for ever, once it was disposed of. */
  readonly closedUntil: number
}

/** Why a renewal failed, and when to try again. */
export interface EndpointFailure extends TokenError {
  /** Until when nobody tries again without being told to: an instant of the source's clock. */
  readonly retryAt: number
  /** How many renewals in a row have failed; unknown where the words for it could not be loaded. */
  readonly failures?: number
}
