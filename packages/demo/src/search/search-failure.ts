/** The error that Headless reports for a failed search. */
interface FailedSearch {
  statusCode?: number
  type?: string
}

/**
 * Whether the same search may succeed later: no connection, Coveo down or throttling, or a rejected token that is being
 * replaced. Headless reports a lost connection as status 0 and type `Disconnected`.
 */
export function isRetryable({ statusCode = 0, type }: FailedSearch): boolean {
  return type === 'Disconnected' || [0, 401, 408, 419, 429].includes(statusCode) || statusCode >= 500
}
