export interface ApiErrorOptions {
  status: number
  /** Coveo's `errorCode`; undefined where Coveo sends none. */
  code: string | undefined
  /** The `type` of search and analytics errors. Default `code`. */
  type?: string
  /** Headers of the response. Default: none. */
  headers?: Readonly<Record<string, string>>
}

/** An error response. Each API family has its own body shape for it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string | undefined
  readonly type: string
  readonly headers: Readonly<Record<string, string>>

  constructor(message: string, options: ApiErrorOptions) {
    super(message)
    this.status = options.status
    this.code = options.code
    this.type = options.type ?? options.code ?? 'Error'
    this.headers = options.headers ?? {}
  }
}

/** Creates a 400. */
export function badRequest(message: string, code = 'INVALID_REQUEST'): ApiError {
  return new ApiError(message, { status: 400, code, type: 'InvalidRequestException' })
}

/** Creates a 404. */
export function notFound(message: string, code = 'NOT_FOUND'): ApiError {
  return new ApiError(message, { status: 404, code, type: 'NotFoundException' })
}

/** Creates a 405. */
export function methodNotAllowed(method: string, allowed: readonly string[]): ApiError {
  return new ApiError(`${method} is not allowed for this route. Use ${allowed.join(' or ')}.`, {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    headers: { Allow: [...allowed, 'OPTIONS'].join(', ') },
  })
}
