import { errorTable } from '../shared/error-table.ts'
import { isTokenError, type ServerErrorCode } from '../shared/token-error.ts'
import { problemHeaders } from './answer-headers.ts'
import { attempt } from './attempt.ts'
import type { EndpointResponse } from './endpoint-response.ts'
import { type Refusal, refuse } from './problem.ts'
import { retryAfter } from './retry-after.ts'

const internal = refuse('internal', { detail: 'The server could not decide on a token. Its log says why.' })
const refused = refuse('coveo-refused', {
  detail: 'Coveo does not let this application create this token. The server log names the remedy.',
})

/** The problem for whatever was thrown on the way to a token; never its words, which may hold anything. */
function refuseFailure(error: unknown): Refusal {
  const code =
    isTokenError(error) && Object.hasOwn(errorTable, error.code) ? (error.code as ServerErrorCode) : undefined
  const wireCode = code && errorTable[code].wireCode
  if (wireCode === 'coveo-refused') return refused
  if (wireCode !== 'coveo-unavailable') return internal
  return refuse('coveo-unavailable', {
    detail: 'Coveo is down, slow or limits us. Ask again after the time in Retry-After.',
    headers: { 'Retry-After': retryAfter((isTokenError(error) && error.retryAfterMs) || 5000) },
  })
}

export function answerRefusal({ status, headers, body }: Refusal): EndpointResponse {
  return { status, headers: { ...problemHeaders, ...headers }, body }
}

/** Reports a failure, unless it is only that the client has gone, and makes the answer to it. */
export function answerFailure(error: unknown, report: () => void | Promise<void>): EndpointResponse {
  const gone = isTokenError(error) && error.code === 'aborted'
  if (!gone) void attempt(report)
  return answerRefusal(refuseFailure(error))
}
