import { ApiError } from '../api/api-error.ts'
import { errorBody } from '../api/error-body.ts'
import { connectionReset, type HttpResponse } from '../api/http-exchange.ts'
import type { ApiFamily } from '../api/route.ts'
import { wait } from '../clock/wait.ts'
import type { ActiveFault } from './fault-registry.ts'
import { faultyBody } from './faulty-body.ts'

export interface ApplyFaultOptions {
  family: ApiFamily
  requestId: string
  /** The emulator's time, in milliseconds since 1970. */
  now: number
  /** Ends a delay when the client disconnects. */
  signal: AbortSignal
}

/** A fault that lets the route respond, with additional headers. */
export interface HeaderFault {
  headers: Record<string, string>
  body?: undefined
}

/** Waits for the fault's delay, then returns its response, or only headers if the route responds itself. */
export async function applyFault(
  fault: ActiveFault,
  { family, requestId, now, signal }: ApplyFaultOptions,
): Promise<HttpResponse | HeaderFault | typeof connectionReset> {
  if (fault.delayMs > 0 && !(await wait(fault.delayMs, signal))) return connectionReset
  if (fault.reset) return connectionReset
  const headers = headersOf(fault, now)
  if (fault.redirectTo !== undefined) {
    return { status: fault.status ?? 302, headers: { ...headers, Location: fault.redirectTo }, body: '' }
  }
  if (fault.body !== undefined) {
    const { type, body } = faultyBody(fault.body, signal)
    return { status: fault.status ?? 200, headers: { ...(type ? { 'Content-Type': type } : {}), ...headers }, body }
  }
  if (fault.status === undefined) return { headers }
  const body = JSON.stringify(errorBody(errorOf(fault.status), { family, requestId }))
  return { status: fault.status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body }
}

function headersOf(fault: ActiveFault, now: number): Record<string, string> {
  return {
    ...(fault.dateSkewMs === undefined ? {} : { Date: new Date(now + fault.dateSkewMs).toUTCString() }),
    ...(fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) }),
    ...fault.headers,
  }
}

const errorsByStatus: Readonly<Record<number, readonly [code: string, message: string, type?: string]>> = {
  400: ['INVALID_REQUEST', 'The request is not valid.', 'InvalidRequestException'],
  401: ['UNAUTHORIZED', 'The access token is not valid.', 'InvalidTokenException'],
  403: ['FORBIDDEN', 'The access token lacks a privilege.', 'AccessDeniedException'],
  404: ['NOT_FOUND', 'The resource does not exist.', 'NotFoundException'],
  412: ['PRECONDITION_FAILED', 'A precondition is not met.'],
  419: ['TOKEN_EXPIRED', 'The access token has expired.', 'InvalidTokenException'],
  422: ['UNPROCESSABLE_ENTITY', 'The request cannot be processed.'],
  429: ['TOO_MANY_REQUESTS', 'There are too many requests.'],
  503: ['SERVER_UNAVAILABLE', 'The service is not available.'],
}

function errorOf(status: number): ApiError {
  const [code, message, type] = errorsByStatus[status] ?? ['INTERNAL_SERVER_ERROR', 'Something went wrong.']
  return new ApiError(message, { status, code, ...(type === undefined ? {} : { type }) })
}
