import type { HttpRequest } from '../api/http-exchange.ts'
import type { ProtocolProblem } from '../api/protocol-error.ts'

/** The error of a connection that Node cannot parse, with the bytes that it read last. */
export type ParseError = Error & { code?: string; rawPacket?: Buffer }

/** Reads as much of a request as its bytes hold. A query or a header that is cut off is left out: it can hold half a token. */
export function unparsedRequest(error: ParseError, address: string | undefined): HttpRequest {
  const text = error.rawPacket?.toString('latin1') ?? ''
  const start = /^([a-z]{1,20}) ((?:\/|https?:)[^\s?]*)(?=[\s?])(\?\S*\s)?/i.exec(text) ?? []
  const [, method = 'UNKNOWN', path = '/', query = ''] = start
  const headerOf = (name: string) => new RegExp(`^${name}: *([^\\r\\n]+)\\r\\n`, 'im').exec(text)?.[1]?.trimEnd()
  return {
    method,
    target: path + query.trimEnd(),
    headers: { origin: headerOf('origin'), authorization: headerOf('authorization') },
    address,
    problem: problemOf(error.code),
    readBody: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
  }
}

function problemOf(code: string | undefined): ProtocolProblem {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}
