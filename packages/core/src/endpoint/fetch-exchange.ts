import { FetchEndpointRequest, type FetchExchange } from './fetch-endpoint-request.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

/** Lets the endpoint answer a web-standard request. */
export async function handleFetchRequest<Context>(
  endpoint: TokenEndpoint<Context>,
  exchange: FetchExchange<Context>,
): Promise<Response> {
  const answer = await endpoint.handle(new FetchEndpointRequest(exchange), exchange.context)
  return new Response(answer.body === '' ? null : answer.body, answer)
}
