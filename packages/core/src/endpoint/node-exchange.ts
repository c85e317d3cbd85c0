import { type EndpointRequest, type EndpointResponse, queryValues } from './endpoint-exchange.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

/** The part of Node's `IncomingMessage` that the endpoint reads. */
export interface NodeRequest extends Partial<AsyncIterable<Uint8Array>> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The value that a body parser left. */
  readonly body?: unknown
  /** Whether the stream was read, as body parsers do. Mock requests lack it and what follows. */
  readonly readableDidRead?: boolean
  readonly readableEnded?: boolean
  readonly resume?: () => unknown
  readonly iterator?: (options: { destroyOnReturn: boolean }) => AsyncIterable<Uint8Array>
}

/** The part of Node's `ServerResponse` that the endpoint writes. */
export interface NodeResponse {
  readonly headersSent: boolean
  readonly destroyed?: boolean
  readonly writableFinished?: boolean
  readonly once: (event: 'close', listener: () => void) => unknown
  statusCode: number
  readonly setHeader: (name: string, value: string) => unknown
  readonly getHeaderNames?: () => string[]
  readonly removeHeader: (name: string) => unknown
  readonly end: (body: string) => unknown
}

export interface NodeExchange<Context> {
  readonly req: NodeRequest
  readonly res: NodeResponse
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it. Called only for requests with an `Origin`. */
  readonly origin: () => string
  /** The part of the path below the endpoint's own. Default `''`: the framework matched the whole path. */
  readonly path?: string | undefined
  readonly context: Context
}

/** Handles one Node request: reads the body, also after a body parser, and writes to `res`. */
export async function handleNodeRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: NodeExchange<Context>,
): Promise<void> {
  const { req, res, context } = exchange
  writeNodeResponse(res, await endpoint.handle(new NodeEndpointRequest(exchange), context))
  // An unread rest of a body blocks the connection: Node discards only bodies that were never read from.
  if (req.readableDidRead && !req.readableEnded) req.resume?.()
}

/**
 * Names of headers for caches, which would outlive `Cache-Control: no-store`: those of HTTP, and those that content delivery
 * networks read first. Each network may have its own `…-Cache-Control`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9213
 */
const forCaches = /^(?:.+-cache-control|surrogate-control|edge-control|x-accel-expires|etag|expires|last-modified)$/i

/** Writes a response to Node's `res`, unless one was sent or the client disconnected. Removes headers for caches. */
export function writeNodeResponse(res: NodeResponse, { status, headers, body }: EndpointResponse): void {
  if (res.headersSent || res.destroyed) return
  res.statusCode = status
  // Mock responses lack it.
  const names = res.getHeaderNames?.() ?? []
  for (const name of names) if (forCaches.test(name)) res.removeHeader(name)
  for (const name in headers) res.setHeader(name, headers[name] ?? '')
  // One call sends head and body together and sets the length.
  res.end(body)
}

class NodeEndpointRequest implements EndpointRequest {
  readonly method: string
  readonly path: string
  readonly #exchange: NodeExchange<unknown>
  #signal: AbortSignal | undefined

  constructor(exchange: NodeExchange<unknown>) {
    this.method = exchange.req.method ?? ''
    this.path = exchange.path ?? ''
    this.#exchange = exchange
  }

  get origin(): string {
    return this.#exchange.origin()
  }

  get signal(): AbortSignal {
    this.#signal ??= disconnectSignal(this.#exchange.res)
    return this.#signal
  }

  header(name: string): string | undefined {
    return this.#exchange.req.headers[name]?.toString()
  }

  query(name: string): readonly string[] {
    return queryValues(this.#exchange.req.url ?? '', name)
  }

  body(): unknown {
    const { req } = this.#exchange
    // A parser that skipped this body may have left an empty object: only the stream shows whether it was read.
    const isRead = req.readableDidRead ?? req.body !== undefined
    return isRead ? req.body : (req.iterator?.({ destroyOnReturn: false }) ?? req)
  }
}

function disconnectSignal(res: NodeResponse): AbortSignal {
  const controller = new AbortController()
  // Every response closes in the end, also a finished one.
  res.once('close', () => res.writableFinished || controller.abort())
  // The client may have disconnected while `user` ran.
  if (res.destroyed) controller.abort()
  return controller.signal
}
