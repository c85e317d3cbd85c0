import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ApiError } from '../api/api-error.ts'
import { corsHeaders } from '../api/cors.ts'
import { errorBody, familyOf } from '../api/error-body.ts'
import { type HttpResponse, splitTarget } from '../api/http-exchange.ts'
import { toHttpResponse } from '../api/to-http-response.ts'

const errors = {
  400: ['INVALID_REQUEST', 'The request is not valid HTTP/1.1.'],
  408: ['REQUEST_TIMEOUT', 'The request did not arrive in time.'],
  417: ['EXPECTATION_FAILED', 'The only supported expectation is 100-continue.'],
  431: ['REQUEST_HEADER_FIELDS_TOO_LARGE', 'The request line and the headers must be at most 16 KB.'],
} as const

export interface ProtocolErrorOptions {
  /** The request target. */
  target: string
  origin: string | undefined
}

/** Returns the response to a request that does not keep to HTTP, in the error shape of its API family. */
export function protocolError(status: keyof typeof errors, { target, origin }: ProtocolErrorOptions): HttpResponse {
  const [code, message] = errors[status]
  const requestId = crypto.randomUUID()
  const error = new ApiError(message, { status, code })
  const headers = { ...corsHeaders({ origin }), 'Cache-Control': 'no-store', 'X-Request-ID': requestId }
  return toHttpResponse({
    status,
    headers,
    json: errorBody(error, { family: familyOf(splitTarget(target).path), requestId }),
  })
}

/** Responds to a request that Node cannot parse, and closes the connection. A listener of `clientError`. */
export function rejectUnparsed(error: Error & { code?: string; rawPacket?: Buffer }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const start = error.rawPacket?.subarray(0, 16_384).toString('latin1') ?? ''
  const target = /^\S+ (\S+)/.exec(start)?.[1] ?? '/'
  const origin = /^origin: *(\S+)\r?$/im.exec(start)?.[1]
  const { status, headers, body } = protocolError(statusOf(error.code), { target, origin })
  const lines = Object.entries({
    ...headers,
    Date: new Date().toUTCString(),
    'Content-Length': String(Buffer.byteLength(String(body))),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

function statusOf(code: string | undefined): 400 | 408 | 431 {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}
