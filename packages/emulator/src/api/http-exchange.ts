import type { ProtocolProblem } from './protocol-error.ts'

/** A request, as the Node server and the fetch handler both provide it. */
export interface HttpRequest {
  method: string
  /** Path and query string, as sent. */
  target: string
  /** Header values by lower-case name. */
  headers: Readonly<Record<string, string | undefined>>
  /** The client's IP address. */
  address: string | undefined
  /** Set for a request that does not keep to HTTP. */
  problem?: ProtocolProblem | undefined
  /** Reads the body; undefined if it has more than `limit` bytes. Rejects if it is incomplete. */
  readBody(limit: number): Promise<Uint8Array | undefined>
  /** Aborted when the client disconnects. */
  signal: AbortSignal
}

export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string | AsyncIterable<string>
}

/** The connection is closed without a response. */
export const connectionReset = Symbol('connection reset')

export interface HttpExchange {
  response: Promise<HttpResponse | typeof connectionReset>
  /** Call once the response is sent, or with 0 if the connection closed before. */
  complete(status: number): void
}

/** Splits a request target into its path and query. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const at = target.indexOf('?')
  if (at < 0) return { path: target, query: new URLSearchParams() }
  return { path: target.slice(0, at), query: new URLSearchParams(target.slice(at + 1)) }
}
