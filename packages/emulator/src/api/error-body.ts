import { randomUUID } from 'node:crypto'
import type { ApiError } from './api-error.ts'
import type { ApiFamily } from './route.ts'

/** Returns the JSON error body of `family`. */
export function errorBody({ status, code, type, message }: ApiError, family: ApiFamily): Record<string, unknown> {
  if (family === 'platform') return { message, errorCode: code, requestID: randomUUID() }
  return { statusCode: status, message, type, errorCode: code }
}

/** Returns the API family of a path that matches no route. */
export function familyOf(path: string): ApiFamily {
  if (path.startsWith('/rest/search')) return 'search'
  return path.includes('/analytics') || path.startsWith('/rest/ua') ? 'analytics' : 'platform'
}
