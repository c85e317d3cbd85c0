import type { EndpointResponse } from './endpoint-response.ts'
import type { EndpointRequest, TokenEndpoint } from './token-endpoint.ts'

/** What is asked of Node's `IncomingMessage`, and of the requests that frameworks make of it. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined
  headers: Record<string, string | string[] | undefined>
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
  req: NodeRequest & { body?: unknown }
  res: NodeResponse
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it. */
  origin: string
  context: Context
}

/** Lets the endpoint answer a Node request: reads what a parser left of it, writes straight to the response. */
export async function answerNodeRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: NodeExchange<Context>,
): Promise<void> {
  const { req, res, context } = exchange
  sendAnswer(res, await endpoint.handle(endpointRequest(exchange), context))
  // What is left of a body that was too large would block the connection: Node only drops bodies that nobody touched.
  if (req.readableDidRead && !req.readableEnded) req.resume()
}

/** Writes an answer to a Node response, unless somebody has answered or hung up. */
export function sendAnswer(res: NodeResponse, { status, headers, body }: EndpointResponse): void {
  if (res.headersSent || res.destroyed) return
  res.statusCode = status
  for (const name in headers) res.setHeader(name, headers[name] ?? '')
  // One call sends head and body together, and counts the length in passing.
  res.end(body)
}

function endpointRequest({ req, res, origin }: NodeExchange<unknown>): EndpointRequest {
  let gone: AbortSignal | undefined
  return {
    method: req.method ?? '',
    origin,
    header: (name) => req.headers[name]?.toString(),
    // A parser that let this request pass may have left an empty object: only the stream knows whether it was read.
    body: () => (req.readableDidRead ? req.body : req.iterator({ destroyOnReturn: false })),
    get signal() {
      gone ??= signalOfHangUp(res)
      return gone
    },
  }
}

function signalOfHangUp(res: NodeResponse): AbortSignal {
  const controller = new AbortController()
  // Every response closes in the end; making an error of that each time would cost more than the answer.
  res.once('close', () => res.writableFinished || controller.abort())
  return controller.signal
}
