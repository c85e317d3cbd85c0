const longestWaitMs = 3_600_000

/** `Retry-After` of a response in milliseconds, at most an hour; a date is read by the server's own clock. */
export function retryAfterMs({ headers }: Response): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const ms = Number(value) * 1_000 || Date.parse(value) - Date.parse(headers.get('date') ?? '')
  return ms > 0 ? Math.min(ms, longestWaitMs) : undefined
}
