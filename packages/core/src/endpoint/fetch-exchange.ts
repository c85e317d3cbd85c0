import type { EndpointRequest } from './endpoint-exchange.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

export interface FetchExchange<Context> {
  readonly request: Request
  /** The endpoint's own `scheme://host[:port]`. Called only for requests with an `Origin`. Default: from the request's URL. */
  readonly origin?: (() => string) | undefined
  /** The part of the path below the endpoint's own. Default `''`: the framework matched the whole path. */
  readonly path?: string | undefined
  readonly context: Context
}

/** Handles one fetch request. */
export async function handleFetchRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: FetchExchange<Context>,
): Promise<Response> {
  const { status, headers, body } = await endpoint.handle(new FetchEndpointRequest(exchange), exchange.context)
  return new Response(body === '' ? null : body, { status, headers })
}

class FetchEndpointRequest implements EndpointRequest {
  readonly method: string
  readonly path: string
  readonly #exchange: FetchExchange<unknown>
  /** Read once: some frameworks track every access to a request's properties. */
  readonly #headers: Headers

  constructor(exchange: FetchExchange<unknown>) {
    this.method = exchange.request.method
    this.path = exchange.path ?? ''
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

/** Some runtimes lack iteration over a `ReadableStream`. */
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
