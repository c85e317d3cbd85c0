/** Codes that a server can meet: its own configuration, Coveo's answers, the token endpoint's callers. */
export type ServerErrorCode =
  | 'configuration'
  | 'grant-invalid'
  | 'coveo-refused'
  | 'coveo-rate-limited'
  | 'coveo-unreachable'
  | 'coveo-timeout'
  | 'coveo-server-error'
  | 'coveo-bad-response'
  | 'coveo-redirected'
  | 'coveo-wrong-organization'
  | 'shared-store-failed'
  | 'shared-store-unreadable'
  | 'aborted'
  | 'closed'

/** Codes that the token endpoint and the privilege guards put on the wire, in the `code` of their problem answers. */
export type EndpointErrorCode =
  | 'not-authenticated'
  | 'missing-privileges'
  | 'forbidden-origin'
  | 'method-not-allowed'
  | 'bad-request'
  | 'too-many-requests'
  | 'coveo-refused'
  | 'coveo-unavailable'
  | 'internal'

/** Codes that only a browser can meet: what the token endpoint answered, or did not. */
export type BrowserErrorCode =
  | 'endpoint-unreachable'
  | 'endpoint-timeout'
  | 'endpoint-redirected'
  | 'endpoint-not-found'
  | 'endpoint-failed'
  | 'endpoint-not-json'
  | 'endpoint-too-large'
  | 'endpoint-bad-response'
  | 'endpoint-no-token'
  | 'endpoint-expired-token'
  | 'renewal-storm'
  | 'signed-out'
  | 'disposed'

export type TokenErrorCode = ServerErrorCode | EndpointErrorCode | BrowserErrorCode

export interface TokenErrorOptions {
  /** HTTP status that caused the error, or that reports it best. Default 500. */
  status?: number | undefined
  /** Whether the same call may succeed later, unchanged. Default false. */
  retryable?: boolean | undefined
  /** One sentence that says what to change. */
  remedy: string
  /** How long to wait before another try, in milliseconds. */
  retryAfterMs?: number | undefined
  cause?: unknown
}

/**
 * The one error that the kit throws for anything that is not a programming mistake.
 * `message` and `remedy` are safe to show: they never hold a key, a token or an upstream body.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code: TokenErrorCode
  readonly status: number
  readonly retryable: boolean
  readonly remedy: string
  readonly retryAfterMs: number | undefined

  constructor(code: TokenErrorCode, message: string, options: TokenErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status ?? 500
    this.retryable = options.retryable ?? false
    this.remedy = options.remedy
    this.retryAfterMs = options.retryAfterMs
  }

  /** `instanceof` holds for every `TokenError`, also one from another copy of this package, or one that was put together in a browser. */
  static override [Symbol.hasInstance](value: unknown): value is TokenError {
    return isTokenError(value)
  }
}

/** Whether `value` is a `TokenError`. */
export function isTokenError(value: unknown): value is TokenError {
  return value instanceof Error && value.name === 'TokenError' && 'code' in value
}
