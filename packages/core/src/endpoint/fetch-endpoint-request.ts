import type { EndpointRequest } from './token-endpoint.ts'

export interface FetchExchange<Context> {
  request: Request
  /** The endpoint's own `scheme://host[:port]`; asked only where a page names its origin. Default: that of the request's URL. */
  origin?: () => string
  context: Context
}

/** A web-standard request as the endpoint reads it: nothing is worked out before it is asked for. */
export class FetchEndpointRequest implements EndpointRequest {
  readonly method: string
  readonly #exchange: FetchExchange<unknown>
  /** Kept, because a framework may watch each look at its request. */
  readonly #headers: Headers

  constructor(exchange: FetchExchange<unknown>) {
    this.method = exchange.request.method
    this.#exchange = exchange
    this.#headers = exchange.request.headers
  }

  get origin(): string {
    const { request, origin } = this.#exchange
    return origin?.() ?? new URL(request.url).origin
  }

  get signal(): AbortSignal {
    return this.#exchange.request.signal
  }

  header(name: string): string | undefined {
    return this.#headers.get(name) ?? undefined
  }

  body(): unknown {
    const { body } = this.#exchange.request
    return body && chunksOf(body)
  }
}

/** Not every runtime lets a `ReadableStream` be iterated. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
