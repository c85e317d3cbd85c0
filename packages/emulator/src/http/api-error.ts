export interface ApiErrorOptions {
  status: number
  /** Coveo's `errorCode`. */
  code: string
  /** The older `type` that search answers carry beside the code. */
  type?: string
}

/** An answer that is not a success, in the words of the API; each API family writes it in its own shape. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly type: string

  constructor(message: string, options: ApiErrorOptions) {
    super(message)
    this.status = options.status
    this.code = options.code
    this.type = options.type ?? options.code
  }
}

/** The request is not what the call asks for. */
export function badRequest(message: string, code = 'INVALID_REQUEST'): ApiError {
  return new ApiError(message, { status: 400, code, type: 'InvalidRequestException' })
}

export function notFound(message: string, code = 'NOT_FOUND'): ApiError {
  return new ApiError(message, { status: 404, code, type: 'NotFoundException' })
}
