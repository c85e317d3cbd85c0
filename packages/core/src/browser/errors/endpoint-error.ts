import { describeError } from '#error-words'
import type { BrowserErrorCode, EndpointErrorCode } from '../../shared/error-codes.ts'
import { errorDocs, errorReason, userMessages } from '../../shared/error-reason.ts'
import type { TokenError } from '../../shared/token-error.ts'

/** The codes that a page can meet. */
export type PageErrorCode = BrowserErrorCode | EndpointErrorCode

export interface EndpointFault {
  /** The response that caused the error. */
  readonly response?: Response | undefined
  readonly text?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

/** The status of each code that does not come with a failed response. */
const statuses: Partial<Record<PageErrorCode, number>> = {
  'endpoint-unreachable': 502,
  'endpoint-timeout': 504,
  'renewal-storm': 429,
  'not-authenticated': 401,
  'signed-out': 401,
  disposed: 400,
}

/** The error of a renewal that failed. It has the shape of a `TokenError`: the class would be part of every page's download. */
export function createEndpointError(code: PageErrorCode, fault: EndpointFault = {}): TokenError {
  const { response, retryAfterMs } = fault
  const sent = statuses[code] ?? response?.status ?? 0
  const retryable = /^(408|425|429|5)/.test(`${sent}`)
  const status = sent < 400 ? 502 : sent
  const reason = errorReason({ code, status, retryable })
  const { message, remedy } = describeError(code, fault)
  return Object.assign(new Error(message, fault), {
    name: 'TokenError' as const,
    code,
    status,
    retryable,
    retryAfterMs,
    reason,
    userMessage: userMessages[reason],
    docs: errorDocs(code),
    remedy,
  })
}
