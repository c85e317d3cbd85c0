import type { HttpResponse } from './http-exchange.ts'
import type { ApiResponse } from './route.ts'

/** Serializes a response. */
export function toHttpResponse({ status = 200, json, html, stream }: ApiResponse): HttpResponse {
  if (stream) return { status, headers: { 'Content-Type': stream.type }, body: stream.chunks }
  if (html !== undefined) return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: html }
  if (json === undefined) return { status, headers: {}, body: '' }
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(json) }
}
