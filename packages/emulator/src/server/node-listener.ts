import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { ApiError } from '../api/api-error.ts'
import { connectionReset, type HttpRequest, type HttpResponse } from '../api/http-exchange.ts'
import type { Application } from './application.ts'

/** Adapts an application to `node:http`. */
export function createNodeListener(application: Application): RequestListener {
  return (req, res) => {
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

async function readBody(req: IncomingMessage, limit: number): Promise<string> {
  const encoding = req.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new ApiError(`Content-Encoding ${encoding} is not supported. Send the body uncompressed.`, {
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    })
  }
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
    }
  } catch {
    throw new ApiError('The request body is incomplete.', { status: 400, code: 'INVALID_REQUEST' })
  }
  if (length <= limit) return Buffer.concat(chunks).toString('utf8')
  throw new ApiError(`The request body must be at most ${limit} bytes.`, { status: 413, code: 'REQUEST_TOO_LARGE' })
}

function write(res: ServerResponse, { status, headers, body }: HttpResponse): void {
  res.writeHead(status, typeof body === 'string' ? { ...headers, 'Content-Length': Buffer.byteLength(body) } : headers)
  if (typeof body === 'string') return void res.end(body)
  res.flushHeaders()
  Readable.from(body)
    .on('error', () => res.destroy())
    .pipe(res)
}
