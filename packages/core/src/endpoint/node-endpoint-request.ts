import type { EndpointRequest } from './token-endpoint.ts'

/** What is asked of Node's `IncomingMessage`, and of the requests that frameworks make of it. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined
  headers: Record<string, string | string[] | undefined>
  /** What a body parser made of the body. */
  body?: unknown
  /** Whether anybody has read of the stream, as a body parser does. */
  readonly readableDidRead: boolean
  readonly readableEnded: boolean
  resume(): unknown
  iterator(options: { destroyOnReturn: boolean }): AsyncIterable<Uint8Array>
}

/** What is asked of Node's `ServerResponse`. */
export interface NodeResponse {
  readonly headersSent: boolean
  readonly destroyed: boolean
  readonly writableFinished: boolean
  once(event: 'close', listener: () => void): unknown
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

export interface NodeExchange<Context> {
  req: NodeRequest
  res: NodeResponse
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it; asked only where a page names its origin. */
  origin: () => string
  context: Context
}

/**
 * A Node request as the endpoint reads it: nothing is worked out before it is asked for. A class, because an object
 * literal with a getter makes V8 lay out each object anew, and that costs several times what all the rest of an answer does.
 */
export class NodeEndpointRequest implements EndpointRequest {
  readonly method: string
  readonly #exchange: NodeExchange<unknown>
  #signal: AbortSignal | undefined

  constructor(exchange: NodeExchange<unknown>) {
    this.method = exchange.req.method ?? ''
    this.#exchange = exchange
  }

  get origin(): string {
    return this.#exchange.origin()
  }

  get signal(): AbortSignal {
    this.#signal ??= signalOfHangUp(this.#exchange.res)
    return this.#signal
  }

  header(name: string): string | undefined {
    return this.#exchange.req.headers[name]?.toString()
  }

  body(): unknown {
    const { req } = this.#exchange
    // A parser that let this request pass may have left an empty object: only the stream knows whether it was read.
    return req.readableDidRead ? req.body : req.iterator({ destroyOnReturn: false })
  }
}

function signalOfHangUp(res: NodeResponse): AbortSignal {
  const controller = new AbortController()
  // Every response closes in the end; making an error of that each time would cost more than the answer.
  res.once('close', () => res.writableFinished || controller.abort())
  // Who hung up while `user` was being looked up does so no more.
  if (res.destroyed) controller.abort()
  return controller.signal
}
