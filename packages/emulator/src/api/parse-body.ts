import { ApiError, badRequest } from './api-error.ts'

export interface RawBody {
  contentType: string | undefined
  bytes: Buffer | undefined
}

/** Parses a form as an object and any other body as JSON. With `strictJson`, requires `application/json`. */
export function parseBody({ contentType, bytes }: RawBody, strictJson: boolean): unknown {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase()
  if (strictJson && mediaType !== 'application/json') {
    throw new ApiError('Content-Type must be application/json.', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  }
  if (!bytes || bytes.length === 0) return undefined
  const text = bytes.toString('utf8')
  if (mediaType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The request body is not valid JSON.', 'INVALID_JSON')
  }
}
