import { browserCodes, endpointCodes, serverCodes, type TokenErrorCode } from './error-codes.ts'
import { type ErrorReason, errorDocs, errorReason, userMessages } from './error-reason.ts'
import { isError } from './is-error.ts'

const codes: ReadonlySet<unknown> = new Set([...serverCodes, ...endpointCodes, ...browserCodes])

export interface TokenErrorOptions {
  /** HTTP status that caused the error, or that describes it best. Default 500. */
  status?: number | undefined
  /** Whether the unchanged call may succeed later. Default false. */
  retryable?: boolean | undefined
  /** One sentence that names the fix. */
  remedy: string
  /** Pause before the next attempt, in milliseconds. */
  retryAfterMs?: number | undefined
  cause?: unknown
}

/**
 * The error that the kit throws for everything except a wrong argument, which is a `TypeError`.
 * `message` and `remedy` are safe to show: they hold no key, token or upstream body.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  declare readonly code: TokenErrorCode
  declare readonly status: number
  declare readonly retryable: boolean
  declare readonly remedy: string
  declare readonly retryAfterMs: number | undefined
  /** The section of the manual about `code`. */
  declare readonly docs: string
  /** For end users: the case, as far as a page can distinguish it. */
  declare readonly reason: ErrorReason
  /** For end users: one sentence for `reason`, without technical words. */
  declare readonly userMessage: string

  constructor(code: TokenErrorCode, message: string, options: TokenErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status ?? 500
    this.retryable = options.retryable ?? false
    this.remedy = options.remedy
    this.retryAfterMs = options.retryAfterMs
    this.docs = errorDocs(code)
    this.reason = errorReason(this)
    this.userMessage = userMessages[this.reason]
  }

  /** Makes `instanceof` true for a `TokenError` of another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): value is TokenError {
    return isTokenError(value)
  }
}

/** Whether `value` is a `TokenError`, also of another copy of this package. */
export function isTokenError(value: unknown): value is TokenError {
  if (!isError(value) || value.name !== 'TokenError' || !('code' in value)) return false
  // Other libraries have a TokenError too, with codes of their own.
  return codes.has(value.code)
}
