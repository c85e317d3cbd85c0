/** The value of a `Retry-After` header: whole seconds, from one to a day. */
export function retryAfter(ms: number): string {
  return String(Math.min(86_400, Math.max(1, Math.ceil(ms / 1000) || 1)))
}
