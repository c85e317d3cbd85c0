import { ApiError, badRequest } from './api-error.ts'

export interface ParseBodyOptions {
  contentType: string | undefined
  /** Requires the content type `application/json`. */
  strictJson: boolean
}

/** Parses a form of either encoding as an object and any other body as JSON; an empty body is undefined. */
export function parseBody(text: string, { contentType, strictJson }: ParseBodyOptions): unknown {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase()
  if (strictJson && mediaType !== 'application/json') {
    throw new ApiError('Content-Type must be application/json.', { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  }
  if (text === '') return undefined
  if (mediaType === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  if (mediaType === 'multipart/form-data') return parseMultipart(text)
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The request body is not valid JSON.', 'INVALID_JSON')
  }
}

/** Returns the text fields of a `FormData` body. Its first line is the boundary. */
function parseMultipart(text: string): Record<string, string> {
  const [boundary = ''] = text.split('\r\n', 1)
  return Object.fromEntries(
    text.split(`\r\n${boundary}`).flatMap((part) => {
      const headersEnd = part.indexOf('\r\n\r\n')
      const [, name] = /\bname="([^"]*)"/.exec(part.slice(0, Math.max(headersEnd, 0))) ?? []
      return name === undefined ? [] : [[name, part.slice(headersEnd + 4)]]
    }),
  )
}
