import { errorTable } from '../shared/error-table.ts'
import { runListener } from '../shared/run-listener.ts'
import { isTokenError, type ServerErrorCode, type TokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-response.ts'
import { type Refusal, refuse } from './problem.ts'
import { problemHeaders } from './response-headers.ts'
import { retryAfter } from './retry-after.ts'

const internal = refuse('internal', { detail: 'The server could not decide on a token. Its log says why.' })
const refused = refuse('coveo-refused', {
  detail: 'Coveo does not let this application create this token. The server log names the remedy.',
})

/** The problem for a failure that has a code; never its words, which may hold anything. */
function refuseTokenError({ code, retryAfterMs }: TokenError): Refusal {
  const wireCode = Object.hasOwn(errorTable, code) ? errorTable[code as ServerErrorCode].wireCode : 'internal'
  if (wireCode === 'coveo-refused') return refused
  if (wireCode !== 'coveo-unavailable') return internal
  return refuse('coveo-unavailable', {
    detail: 'Coveo is down, slow or limits us. Ask again after the time in Retry-After.',
    headers: { 'Retry-After': retryAfter(retryAfterMs || 5000) },
  })
}

export function refusalResponse({ status, headers, body }: Refusal): EndpointResponse {
  return { status, headers: { ...problemHeaders, ...headers }, body }
}

/** Reports a failure, unless it is only that the client has gone, and makes the answer to it. */
export function failureResponse(error: unknown, report: () => void | Promise<void>): EndpointResponse {
  let refusal: Refusal = internal
  let gone = false
  try {
    if (isTokenError(error)) {
      refusal = refuseTokenError(error)
      gone = error.code === 'aborted'
    }
  } catch {
    // Anything can be thrown, even what throws when it is looked at.
  }
  if (!gone) void runListener(report)
  return refusalResponse(refusal)
}
