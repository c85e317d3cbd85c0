import type { PageStateCode } from './page-state.ts'

/** The error that Headless reports for a failed search. */
export interface FailedSearch {
  statusCode?: number
  type?: string
}

/** The state of the page after a failed search. Headless reports a lost connection as status 0 and type `Disconnected`. */
export function searchState({ statusCode = 0, type }: FailedSearch, isOnline: boolean): PageStateCode {
  if (statusCode === 401 || statusCode === 419) return 'token-rejected'
  if (statusCode === 429) return 'too-many-requests'
  if (isRetryable({ statusCode, type })) return isOnline ? 'coveo-down' : 'offline'
  return 'search-refused'
}

/** Whether the same search may succeed later: no connection, Coveo down or throttling, or a token that is being replaced. */
export function isRetryable({ statusCode = 0, type }: FailedSearch): boolean {
  return type === 'Disconnected' || [0, 401, 408, 419, 429].includes(statusCode) || statusCode >= 500
}
