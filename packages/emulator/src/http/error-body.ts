import { randomUUID } from 'node:crypto'
import type { ApiError } from './api-error.ts'
import type { ApiFamily } from './route.ts'

/** The JSON body that `family` puts under an error. */
export function errorBody({ status, code, type, message }: ApiError, family: ApiFamily): Record<string, unknown> {
  if (family === 'platform') return { message, errorCode: code, requestID: randomUUID() }
  return { statusCode: status, message, type, errorCode: code }
}

/** The service that a path belongs to, for answers outside of any route. */
export function familyOf(path: string): ApiFamily {
  if (path.startsWith('/rest/search')) return 'search'
  return path.includes('/analytics') || path.startsWith('/rest/ua') ? 'analytics' : 'platform'
}
