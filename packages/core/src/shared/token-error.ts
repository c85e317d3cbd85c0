import { type ErrorReason, errorDocs, errorReason, userMessages } from './error-reason.ts'
import { isError } from './is-error.ts'

/** Codes of errors on the server: its configuration, Coveo's responses, the shared store, the application's functions. */
export type ServerErrorCode = (typeof serverCodes)[number]
const serverCodes = [
  'configuration',
  'grant-invalid',
  'coveo-refused',
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
  'coveo-bad-response',
  'coveo-redirected',
  'coveo-wrong-organization',
  'shared-store-failed',
  'shared-store-unreadable',
  'application-timeout',
  'aborted',
  'closed',
] as const

/** Codes in the problem responses of the token endpoint and the privilege guards. */
export type EndpointErrorCode = (typeof endpointCodes)[number]
const endpointCodes = [
  'not-authenticated',
  'missing-privileges',
  'forbidden-origin',
  'method-not-allowed',
  'bad-request',
  'too-many-requests',
  'coveo-refused',
  'coveo-unavailable',
  'internal',
] as const

/** Codes of errors in the browser: the token endpoint's response, or the lack of one. */
export type BrowserErrorCode = (typeof browserCodes)[number]
const browserCodes = [
  'endpoint-unreachable',
  'endpoint-timeout',
  'endpoint-redirected',
  'endpoint-not-found',
  'endpoint-failed',
  'endpoint-not-json',
  'endpoint-too-large',
  'endpoint-bad-response',
  'endpoint-no-token',
  'endpoint-expired-token',
  'renewal-storm',
  'signed-out',
  'disposed',
] as const

export type TokenErrorCode = ServerErrorCode | EndpointErrorCode | BrowserErrorCode
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
  readonly code: TokenErrorCode
  readonly status: number
  readonly retryable: boolean
  readonly remedy: string
  readonly retryAfterMs: number | undefined
  /** The section of the manual about `code`. */
  readonly docs: string
  /** For end users: the case, as far as a page can distinguish it. */
  readonly reason: ErrorReason
  /** For end users: one sentence for `reason`, without technical words. */
  readonly userMessage: string

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
