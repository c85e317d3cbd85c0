/** What Headless says of a failed search. */
interface FailedSearch {
  statusCode?: number
  type?: string
}

/**
 * Whether the same search may work later, unchanged: no connection, a Coveo that is down or throttling, or a token that
 * was refused and is being replaced. Headless reports a lost connection as status 0 and type `Disconnected`.
 */
export function isPassing({ statusCode = 0, type }: FailedSearch): boolean {
  return type === 'Disconnected' || [0, 401, 408, 419, 429].includes(statusCode) || statusCode >= 500
}
