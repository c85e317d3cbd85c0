import { ApiError } from './api-error.ts'
import { type ErrorBodyOptions, errorBody } from './error-body.ts'
import type { HttpResponse } from './http-exchange.ts'
import { toHttpResponse } from './to-http-response.ts'

/** Returns an `ApiError` in the shape of the API family; any other error becomes a 500. */
export function errorResponse(error: unknown, options: ErrorBodyOptions): HttpResponse {
  const known = error instanceof ApiError ? error : internalError(error)
  const { status, headers, body } = toHttpResponse({ status: known.status, json: errorBody(known, options) })
  return { status, headers: { ...headers, ...known.headers }, body }
}

function internalError(error: unknown): ApiError {
  const reason = error instanceof Error ? error.message : String(error)
  return new ApiError(`The emulator failed: ${reason}`, { status: 500, code: 'INTERNAL_SERVER_ERROR' })
}
