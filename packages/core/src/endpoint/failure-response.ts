import { errorTable } from '../shared/error-table.ts'
import { isError } from '../shared/is-error.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { runListener } from '../shared/run-listener.ts'
import { isTokenError, type ServerErrorCode, TokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-exchange.ts'
import { problem } from './problem.ts'
import { retryAfterHeader } from './response-headers.ts'

const defaultRetryAfterMs = 5_000

const internal = problem('internal', { detail: 'The server failed to issue a token. Its log has the reason.' })
const refused = problem('coveo-refused', {
  detail: 'Coveo does not allow this application to create this token. The server log has the remedy.',
})

/** The response to a failure, by its code alone: messages may hold anything. Calls `report` unless the client disconnected. */
export function failureResponse(error: unknown, report: () => void | Promise<void>): EndpointResponse {
  let response = internal
  let isDisconnect = false
  try {
    if (isTokenError(error)) {
      response = responseTo(error)
      isDisconnect = error.code === 'aborted'
    }
  } catch {
    // Any value can be thrown, also one whose properties throw.
  }
  if (!isDisconnect) void runListener(report)
  return response
}

function responseTo({ code, retryAfterMs }: TokenError): EndpointResponse {
  const wireCode = Object.hasOwn(errorTable, code) ? errorTable[code as ServerErrorCode].wireCode : 'internal'
  if (wireCode === 'coveo-refused') return refused
  if (wireCode !== 'coveo-unavailable') return internal
  return problem('coveo-unavailable', {
    detail: 'Coveo is down, slow or limits this application. Retry after the time in Retry-After.',
    headers: retryAfterHeader(retryAfterMs || defaultRetryAfterMs),
  })
}

/** The same error with the status of our own response: Coveo's 401 is not the caller's. */
export function toServerError(error: unknown): unknown {
  // Some frameworks take a thrown value that is not an Error as permission to continue.
  if (!isError(error)) return redactedError(error)
  if (!isTokenError(error) || !Object.hasOwn(errorTable, error.code)) return error
  const { status } = errorTable[error.code as ServerErrorCode]
  const { code, message, retryable, remedy, retryAfterMs } = error
  return new TokenError(code, message, { status, retryable, remedy, retryAfterMs, cause: error })
}
