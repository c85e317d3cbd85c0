import { ApiError } from './api-error.ts'

const errors = {
  400: ['INVALID_REQUEST', 'The request is not valid HTTP/1.1.'],
  408: ['REQUEST_TIMEOUT', 'The request did not arrive in time.'],
  417: ['EXPECTATION_FAILED', 'The only supported expectation is 100-continue.'],
  431: ['REQUEST_HEADER_FIELDS_TOO_LARGE', 'The request line and the headers must be at most 16 KB.'],
} as const

/** How a request does not keep to HTTP: the status of its response. */
export type ProtocolProblem = keyof typeof errors

/** Creates the error of a request that does not keep to HTTP. */
export function protocolError(problem: ProtocolProblem): ApiError {
  const [code, message] = errors[problem]
  return new ApiError(message, { status: problem, code })
}
