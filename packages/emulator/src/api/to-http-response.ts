import type { HttpResponse } from './http-exchange.ts'
import type { ApiResponse } from './route.ts'

/** Serializes a response. */
export function toHttpResponse({ status = 200, headers, ...content }: ApiResponse): HttpResponse {
  const [type, body] = serialize(content)
  return { status, headers: { ...(type === undefined ? {} : { 'Content-Type': type }), ...headers }, body }
}

function serialize({ json, html, text, stream }: ApiResponse): [type: string | undefined, body: HttpResponse['body']] {
  if (stream) return [stream.type, stream.chunks]
  if (text) return [text.type, text.content]
  if (html !== undefined) return ['text/html; charset=utf-8', html]
  return json === undefined ? [undefined, ''] : ['application/json; charset=utf-8', JSON.stringify(json)]
}
