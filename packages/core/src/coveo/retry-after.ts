import type { CoveoResponse } from './coveo-request.ts'
import { parseHttpDate } from './http-date.ts'

/** Longest pause that is taken from Coveo, in milliseconds: a `Retry-After` beyond it ends the tries. */
export const maxRetryAfterMs = 60_000

/** The pause that Coveo asks for, in milliseconds and unbounded, or `undefined` when it asks for none we can read. */
export function retryAfterMs(answer: CoveoResponse): number | undefined {
  const value = answer.header('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1_000
  const until = parseHttpDate(value)
  if (until === undefined) return undefined
  return Math.max(0, until - (parseHttpDate(answer.header('date')) ?? answer.receivedAt))
}
