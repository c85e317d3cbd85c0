export { assertTokenOptions } from './endpoint/assert-token-options.ts'
export { type BrowserWarnerOptions, createBrowserWarner } from './endpoint/browser-warner.ts'
export type { EndpointResponse } from './endpoint/endpoint-response.ts'
export { handleFetchRequest } from './endpoint/fetch-exchange.ts'
export { isSignedOut } from './endpoint/is-signed-out.ts'
export type { NodeRequest, NodeResponse } from './endpoint/node-endpoint-request.ts'
export { handleNodeRequest, writeNodeResponse } from './endpoint/node-exchange.ts'
export {
  createPrivilegeGuard,
  type PrivilegeGuard,
  type PrivilegeGuardOptions,
  toServerError,
} from './endpoint/privilege-guard.ts'
export {
  createTokenEndpoint,
  type EndpointIssuer,
  type EndpointRequest,
  type TokenEndpoint,
  type TokenEndpointOptions,
} from './endpoint/token-endpoint.ts'
export { toTokenResponse } from './endpoint/token-response.ts'
export type { Problem } from './shared/endpoint-contract.ts'
