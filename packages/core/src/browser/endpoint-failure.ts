import type { TokenErrorCode } from '../shared/token-error.ts'
import { explainFault } from './endpoint-fault.ts'
import type { EndpointFailure, FailedFlight } from './flight.ts'

const shortestPauseMs = 250
const longestPauseMs = 60_000
/** Where nobody is signed in, somebody may be at any moment. */
const signedOutPauseMs = 5_000

/** Puts a failure into words, and says how long to wait: ever longer, by chance, and no shorter than the endpoint asks for. */
export function endpointFailure(flight: FailedFlight): EndpointFailure {
  const { clock, closedUntil: closed, random = Math.random } = flight
  const error = explainFault({ ...flight, code: abortCode(flight) })
  const failures = (flight.error?.failures ?? 0) + 1
  const growingMs = Math.max(shortestPauseMs, random() * Math.min(longestPauseMs, 500 * 2 ** failures))
  const pauseMs = error.status === 401 ? signedOutPauseMs : growingMs
  const retryAfterMs = error.code === 'renewal-storm' ? closed - clock() : error.retryAfterMs
  const retryAt = clock() + Math.max(pauseMs, retryAfterMs ?? 0)
  return Object.assign(error, { failures, retryAfterMs, retryAt })
}

/** Why a flight was aborted; undefined when it was not, so that its answer tells. */
function abortCode({ abort, closedUntil: closed }: FailedFlight): TokenErrorCode | undefined {
  const { aborted, reason } = abort.signal
  if (!aborted) return undefined
  if (closed === Number.POSITIVE_INFINITY) return 'disposed'
  return reason === 'timeout' ? 'endpoint-timeout' : reason
}
