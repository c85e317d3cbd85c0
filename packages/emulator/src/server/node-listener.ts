import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { connectionReset, type HttpRequest, type HttpResponse } from '../api/http-exchange.ts'
import type { Application } from '../emulator/application.ts'
import { protocolError } from './protocol-error.ts'

/** Adapts an application to `node:http`. */
export function createNodeListener(application: Application): RequestListener {
  return (req, res) => {
    const problem = problemOf(req)
    if (problem) {
      return write(res, protocolError(problem, { target: req.url ?? '/', origin: req.headers.origin }))
    }
    const { response, complete } = application(toHttpRequest(req, res))
    res.once('close', () => {
      complete(res.headersSent ? res.statusCode : 0)
    })
    response.then(
      (one) => {
        if (res.closed) return
        // Not `destroy()`: a client must see ECONNRESET, not an orderly end.
        if (one === connectionReset) req.socket.resetAndDestroy()
        else write(res, one)
      },
      () => res.destroy(),
    )
  }
}

/** Returns the status for what Node parses and HTTP does not allow. */
function problemOf({ headers, httpVersion }: IncomingMessage): 400 | 417 | undefined {
  if (headers.host === undefined && httpVersion === '1.1') return 400
  return headers.expect === undefined || headers.expect.toLowerCase() === '100-continue' ? undefined : 417
}

function toHttpRequest(req: IncomingMessage, res: ServerResponse): HttpRequest {
  let signal: AbortSignal | undefined
  return {
    method: req.method ?? 'GET',
    target: req.url ?? '/',
    headers: req.headers as Record<string, string | undefined>,
    address: req.socket.remoteAddress,
    readBody: (limit) => readBody(req, limit),
    // Created on demand: most responses end before a handler needs to know.
    get signal() {
      signal ??= closeSignal(res)
      return signal
    },
  }
}

function closeSignal(res: ServerResponse): AbortSignal {
  const closed = new AbortController()
  if (res.closed) closed.abort()
  else res.once('close', () => closed.abort())
  return closed.signal
}

/** Reads to the end in any case, so that the client gets the response instead of a reset. */
async function readBody(req: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= limit) chunks.push(chunk)
  }
  return length <= limit ? Buffer.concat(chunks) : undefined
}

function write(res: ServerResponse, { status, headers, body }: HttpResponse): void {
  res.writeHead(status, typeof body === 'string' ? { ...headers, 'Content-Length': Buffer.byteLength(body) } : headers)
  if (typeof body === 'string') return void res.end(body)
  res.flushHeaders()
  Readable.from(body)
    .on('error', () => res.destroy())
    .pipe(res)
}
