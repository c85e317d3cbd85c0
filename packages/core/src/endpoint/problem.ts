import type { Problem } from '../shared/endpoint-contract.ts'
import type { ServerErrorCode } from '../shared/error-codes.ts'
import { errorTable, type ProblemCode, problemStatus } from '../shared/error-table.ts'
import { isError } from '../shared/is-error.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { runListener } from '../shared/run-listener.ts'
import { isTokenError, TokenError } from '../shared/token-error.ts'
import { type EndpointResponse, problemHeaders, retryAfterHeader } from './endpoint-exchange.ts'

interface ProblemOptions {
  /** One sentence that is safe to show to any caller. */
  detail: string
  /** Default: the usual status of the code. */
  status?: 400 | 413 | 415
  headers?: Readonly<Record<string, string>>
  /** Members of the problem beyond those of every problem. */
  members?: Record<string, unknown>
}

/** A problem response (RFC 9457) with the status of its code. */
export function problem(code: ProblemCode, options: ProblemOptions): EndpointResponse {
  const { detail, headers, members } = options
  const { status = problemStatus[code] } = options
  const title = code[0]?.toUpperCase() + code.slice(1).replaceAll('-', ' ')
  const body: Problem = { type: `urn:coveo-token:problem:${code}`, title, status, code, detail, ...members }
  return Object.freeze({ status, headers: { ...problemHeaders, ...headers }, body: JSON.stringify(body) })
}

const defaultRetryAfterMs = 5_000

const internal = problem('internal', { detail: 'The server failed to issue a token. Its log has the reason.' })
const refused = problem('coveo-refused', {
  detail: 'Coveo does not allow this application to create this token. The server log has the remedy.',
})

/**
 * The response to a failure, by its code alone: messages may hold anything. Calls `report` unless the client disconnected, as
 * the request's own signal says: the application's functions can abort as well.
 */
export function failureResponse(
  error: unknown,
  report: () => void | Promise<void>,
  signal?: AbortSignal,
): EndpointResponse {
  let response = internal
  try {
    if (isTokenError(error)) {
      response = responseTo(error)
      if (error.code === 'aborted' && signal?.aborted) return response
    }
  } catch {
    // Any value can be thrown, also one whose properties throw.
  }
  void runListener(report)
  return response
}

function responseTo({ code, retryAfterMs }: TokenError): EndpointResponse {
  const wireCode = Object.hasOwn(errorTable, code) ? errorTable[code as ServerErrorCode].wireCode : 'internal'
  if (wireCode === 'coveo-refused') return refused
  if (wireCode !== 'coveo-unavailable') return internal
  return problem('coveo-unavailable', {
    detail: 'Retry after the time in Retry-After. The server log has the reason.',
    headers: retryAfterHeader(retryAfterMs || defaultRetryAfterMs),
  })
}

/** The same error with the status of our own response: Coveo's 401 is not the caller's. */
export function toServerError(error: unknown): unknown {
  // Some frameworks take a thrown value that is not an Error as permission to continue.
  if (!isError(error)) return redactedError(error)
  if (!isTokenError(error) || !Object.hasOwn(errorTable, error.code)) return error
  const { status } = errorTable[error.code as ServerErrorCode]
  return new TokenError(error.code, error.message, { ...error, status, cause: error })
}
