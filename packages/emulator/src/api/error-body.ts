import type { ApiError } from './api-error.ts'
import type { ApiFamily } from './route.ts'

export interface ErrorBodyOptions {
  family: ApiFamily
  /** The `X-Request-ID` of the response. */
  requestId: string
}

/** Returns the JSON error body of an API family. */
export function errorBody(
  { status, code, type, message }: ApiError,
  { family, requestId }: ErrorBodyOptions,
): Record<string, unknown> {
  if (family === 'platform') return { message, errorCode: code, requestID: requestId }
  if (family === 'analytics') return { message, type }
  return { message, statusCode: status, type, errorCode: code }
}

/** Returns the API family of a path that matches no route. */
export function familyOf(path: string): ApiFamily {
  if (path.startsWith('/rest/search')) return 'search'
  return path.includes('/analytics') || path.startsWith('/rest/ua') ? 'analytics' : 'platform'
}
