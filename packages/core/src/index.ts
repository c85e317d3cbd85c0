export type { ApiKey } from './coveo/api-keys.ts'
export type { CoveoRegion } from './coveo/base-urls.ts'
export { type CallOptions, type CoveoClient, createCoveoClient } from './coveo/coveo-client.ts'
export { coveoClientFromEnv, type EnvironmentOptions } from './coveo/coveo-client-from-env.ts'
export type { CoveoClientOptions } from './coveo/coveo-client-options.ts'
export type { MintedToken } from './coveo/minted-token.ts'
export type { PlatformTokenParams } from './coveo/platform-token-params.ts'
export type { KnownPrivilege, Privilege, PrivilegeLike } from './coveo/privilege.ts'
export type {
  PassagesQuery,
  PassagesResponse,
  SearchQuery,
  SearchResponse,
  SearchResult,
} from './coveo/search-call.ts'
export type { SearchIdentity, SearchTokenParams } from './coveo/search-token-params.ts'
export type { SecurityIdentity } from './coveo/security-identity.ts'
export type {
  EndpointIssuer,
  EndpointOptions,
  GrantOptions,
  MaybePromise,
  SignedOut,
} from './endpoint/endpoint-options.ts'
export { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from './endpoint/fetch-handler.ts'
export type { SharedOptions } from './issuing/fleet/shared-options.ts'
export type { SharedStore } from './issuing/fleet/shared-store.ts'
export {
  anonymousIdentity,
  type CommerceTokenParams,
  commerceGrant,
  emailIdentity,
  type Grant,
  type PlatformGrant,
  platformGrant,
  type SearchGrant,
  searchGrant,
} from './issuing/grant.ts'
export type { VariantOption } from './issuing/grant-source.ts'
export type { IssuedToken, IssueResult } from './issuing/issued-token.ts'
export type { TokenIssuerOptions } from './issuing/issuer-options.ts'
export type { TokenEvent } from './issuing/token-event.ts'
export { createTokenIssuer } from './issuing/token-issuer.ts'
export type { IssueOptions, RejectionResult, TokenIssuer } from './issuing/token-issuer-contract.ts'
export { createUserSearch, type UserSearch, type UserSearchOptions } from './issuing/user-search.ts'
export type { TokenKind } from './shared/endpoint-contract.ts'
export type { BrowserErrorCode, EndpointErrorCode, ServerErrorCode, TokenErrorCode } from './shared/error-codes.ts'
export { redact } from './shared/redact.ts'
export type { Timers } from './shared/timers.ts'
export { isTokenError, TokenError } from './shared/token-error.ts'
