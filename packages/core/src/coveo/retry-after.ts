import type { CoveoResponse } from './coveo-response.ts'
import { parseHttpDate } from './http-date.ts'

/** Longest `Retry-After` that is accepted, in milliseconds. A longer one ends the attempts. */
export const maxRetryAfterMs = 60_000

/** The `Retry-After` of a response in milliseconds, unbounded. `undefined` without a readable header. */
export function retryAfterMs(response: CoveoResponse): number | undefined {
  const value = response.header('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1_000
  const until = parseHttpDate(value)
  if (until === undefined) return undefined
  return Math.max(0, until - (parseHttpDate(response.header('date')) ?? response.receivedAt))
}
