import type { EndpointResponse } from './endpoint-response.ts'
import { NodeEndpointRequest, type NodeExchange, type NodeResponse } from './node-endpoint-request.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

/** Lets the endpoint answer a Node request: reads what a parser left of it, writes straight to the response. */
export async function handleNodeRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: NodeExchange<Context>,
): Promise<void> {
  const { req, res, context } = exchange
  writeNodeResponse(res, await endpoint.handle(new NodeEndpointRequest(exchange), context))
  // What is left of a body that was too large would block the connection: Node only drops bodies that nobody touched.
  if (req.readableDidRead && !req.readableEnded) req.resume()
}

/** Writes an answer to a Node response, unless somebody has answered or hung up. */
export function writeNodeResponse(res: NodeResponse, { status, headers, body }: EndpointResponse): void {
  if (res.headersSent || res.destroyed) return
  res.statusCode = status
  for (const name in headers) res.setHeader(name, headers[name] ?? '')
  // One call sends head and body together, and counts the length in passing.
  res.end(body)
}
