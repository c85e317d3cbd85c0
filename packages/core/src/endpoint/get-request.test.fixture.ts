import type { EndpointRequest } from './endpoint-exchange.ts'

/** A GET request without headers to an endpoint at the root. */
export const getRequest: EndpointRequest = {
  method: 'GET',
  path: '',
  origin: 'https://app.example',
  header: () => undefined,
  query: () => [],
  body: () => undefined,
}
