export type { EndpointRequest, EndpointResponse } from './endpoint/endpoint-exchange.ts'
export {
  assertTokenOptions,
  type EndpointIssuer,
  isSignedOut,
} from './endpoint/endpoint-options.ts'
export { handleFetchRequest } from './endpoint/fetch-handler.ts'
export {
  handleNodeRequest,
  type NodeRequest,
  type NodeResponse,
  writeNodeResponse,
} from './endpoint/node-exchange.ts'
export {
  createPrivilegeGuard,
  createPrivilegeGuards,
  type PrivilegeGuard,
  type PrivilegeGuardOptions,
} from './endpoint/privilege-guard.ts'
export { toServerError } from './endpoint/problem.ts'
export { createTokenEndpoint, type TokenEndpoint, type TokenEndpointOptions } from './endpoint/token-endpoint.ts'
export { toTokenResponse } from './endpoint/token-response.ts'
export { createUserTokens, oncePerRequest, type UserTokens } from './endpoint/user-tokens.ts'
export { createGrantSource, type GrantSource } from './issuing/grant-source.ts'
export type { Problem } from './shared/endpoint-contract.ts'
export { fingerprint } from './shared/fingerprint.ts'
