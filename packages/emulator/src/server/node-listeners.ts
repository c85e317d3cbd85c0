import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type Duplex, Readable } from 'node:stream'
import { connectionReset, type HttpRequest, type HttpResponse } from '../api/http-exchange.ts'
import type { Application } from '../emulator/application.ts'
import { type ParseError, unparsedRequest } from './unparsed-request.ts'

/** The listeners of a `node:http` server. */
export interface NodeListeners {
  request: RequestListener
  /** Responds to a request that Node cannot parse, and closes the connection. */
  clientError(error: ParseError, socket: Duplex): void
}

/** Adapts an application to `node:http`. */
export function createNodeListeners(application: Application): NodeListeners {
  /** Completes the newest request of a connection: its body can turn out to be invalid. */
  const completions = new WeakMap<Duplex, (status: number) => void>()

  function request(req: IncomingMessage, res: ServerResponse): void {
    const { response, complete } = application(toHttpRequest(req, res))
    const { socket } = req
    completions.set(socket, complete)
    res.once('close', () => {
      // Absent once the connection was rejected.
      if (completions.get(socket) === complete) complete(res.headersSent ? res.statusCode : 0)
    })
    response
      .then((one) => {
        if (res.closed) return
        // Not `destroy()`: a client must see ECONNRESET, not an orderly end.
        if (one === connectionReset) socket.resetAndDestroy()
        else write(res, one)
      })
      // Node refuses some headers.
      .catch(() => res.destroy())
  }

  async function clientError(error: ParseError, socket: Socket): Promise<void> {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    const { response, complete } = application(unparsedRequest(error, socket.remoteAddress))
    const rejected = await response
    if (rejected === connectionReset) return void socket.resetAndDestroy()
    const completeStarted = completions.get(socket) ?? complete
    completions.delete(socket)
    completeStarted(rejected.status)
    socket.end(toText(rejected))
  }

  return { request, clientError: (error, socket) => void clientError(error, socket as Socket) }
}

/** Writes a response without Node, which has no `ServerResponse` for what it cannot parse. */
function toText({ status, headers, body }: HttpResponse): string {
  const all = { ...headers, 'Content-Length': Buffer.byteLength(String(body)), Connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`
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
    problem: problemOf(req),
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
function readBody(req: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const rejectIncomplete = () => {
      if (!req.complete) reject(new Error('The connection closed before the end of the body.'))
    }
    if (req.closed) rejectIncomplete()
    req
      .on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length <= limit) chunks.push(chunk)
      })
      .once('end', () => resolve(length <= limit ? Buffer.concat(chunks) : undefined))
      .once('error', reject)
      .once('close', rejectIncomplete)
  })
}

function write(res: ServerResponse, { status, headers, body }: HttpResponse): void {
  res.writeHead(status, typeof body === 'string' ? { ...headers, 'Content-Length': Buffer.byteLength(body) } : headers)
  if (typeof body === 'string') return void res.end(body)
  res.flushHeaders()
  Readable.from(body)
    .on('error', () => res.destroy())
    .pipe(res)
}
