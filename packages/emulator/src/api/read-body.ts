import { ApiError } from './api-error.ts'
import type { HttpRequest } from './http-exchange.ts'

const maxBodyBytes = 1024 * 1024

/** Reads the body of a request. Throws an `ApiError` for a large, incomplete or compressed one. */
export async function readBody(request: HttpRequest): Promise<Uint8Array> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new ApiError(`Content-Encoding ${encoding} is not supported. Send the body uncompressed.`, {
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    })
  }
  const bytes = await request.readBody(maxBodyBytes).catch(() => {
    throw new ApiError('The request body is incomplete.', { status: 400, code: 'INVALID_REQUEST' })
  })
  if (bytes) return bytes
  throw new ApiError(`The request body must be at most ${maxBodyBytes} bytes.`, {
    status: 413,
    code: 'REQUEST_TOO_LARGE',
  })
}
