export {
  type CallOptions,
  type CoveoClient,
  type CoveoClientOptions,
  createCoveoClient,
} from './coveo/coveo-client.ts'
export { coveoClientFromEnv, type Environment } from './coveo/coveo-env.ts'
export type { CoveoHost, CoveoRegion } from './coveo/endpoints.ts'
export { durationToMs, msToDuration } from './coveo/iso-duration.ts'
export type { MintedToken } from './coveo/minted-token.ts'
export type { PlatformTokenParams } from './coveo/platform-token-params.ts'
export type { CoveoRefusal } from './coveo/refusal.ts'
export {
  maxSearchTokenMs,
  minSearchTokenMs,
  type SearchIdentity,
  type SearchTokenParams,
} from './coveo/search-token-params.ts'
export type { SecurityIdentity, SecurityIdentityType } from './coveo/security-identity.ts'
export { type BrowserWarnerOptions, createBrowserWarner } from './endpoint/browser-warner.ts'
export { checkTokensAndUser } from './endpoint/check-tokens-and-user.ts'
export type { EndpointResponse } from './endpoint/endpoint-response.ts'
export type { FetchExchange } from './endpoint/fetch-endpoint-request.ts'
export { answerFetchRequest } from './endpoint/fetch-exchange.ts'
export { createFetchHandler, type FetchHandlerOptions } from './endpoint/fetch-handler.ts'
export { isNobody } from './endpoint/is-nobody.ts'
export type { NodeExchange, NodeRequest, NodeResponse } from './endpoint/node-endpoint-request.ts'
export { answerNodeRequest, sendAnswer } from './endpoint/node-exchange.ts'
export {
  createPrivilegeGuard,
  ownFailure,
  type PrivilegeGuard,
  type PrivilegeGuardOptions,
} from './endpoint/privilege-guard.ts'
export { type TokenAnswerOptions, tokenAnswer } from './endpoint/token-answer.ts'
export {
  createTokenEndpoint,
  type EndpointRequest,
  type EndpointTokens,
  type TokenEndpoint,
  type TokenEndpointOptions,
} from './endpoint/token-endpoint.ts'
export {
  anonymousIdentity,
  emailIdentity,
  type Grant,
  type PlatformGrant,
  platformGrant,
  type SearchGrant,
  searchGrant,
} from './issuing/grant.ts'
export type { IssuedToken, IssueOutcome, IssueResult } from './issuing/issued-token.ts'
export type { TokenIssuerOptions } from './issuing/issuer-options.ts'
export type { MintingClient } from './issuing/minter.ts'
export type { SharedOptions } from './issuing/shared-options.ts'
export type { Lease, Publication, SharedStore, StoredValue } from './issuing/shared-store.ts'
export type {
  Coalesced,
  CooledDown,
  Evicted,
  Failed,
  Hit,
  MintEnded,
  MintStarted,
  Rejected,
  Shared,
  StaleServed,
  StoreFailed,
  TokenEvent,
  TokenEventListener,
} from './issuing/token-event.ts'
export { createTokenIssuer } from './issuing/token-issuer.ts'
export type { IssueOptions, RejectResult, TokenIssuer } from './issuing/token-issuer-contract.ts'
export {
  type BrowserPrivilegeWarning,
  browserPrivilegeWarnings,
  browserTokenWarnings,
} from './privileges/browser-warnings.ts'
export { type CatalogEntry, describePrivilege, privilegeCatalog } from './privileges/catalog.ts'
export { covers, missingPrivileges } from './privileges/covers.ts'
export { presets } from './privileges/presets.ts'
export {
  type CanonicalOptions,
  canonicalPrivilege,
  formatPrivilege,
  type Privilege,
  type PrivilegeLike,
  parsePrivilege,
} from './privileges/privilege.ts'
export {
  createPrivilegeChecker,
  type PrivilegeChecker,
  type PrivilegeCheckerOptions,
} from './privileges/privilege-checker.ts'
export type { Problem, RejectedReport, TokenAnswer, TokenKind } from './shared/endpoint-contract.ts'
export { type ErrorTableRow, errorTable, tokenError } from './shared/error-table.ts'
export { fingerprint } from './shared/fingerprint.ts'
export { redact } from './shared/redact.ts'
export { redactText } from './shared/redact-text.ts'
export type { Timers } from './shared/timers.ts'
export {
  type BrowserErrorCode,
  type EndpointErrorCode,
  isTokenError,
  type ServerErrorCode,
  TokenError,
  type TokenErrorCode,
  type TokenErrorOptions,
} from './shared/token-error.ts'
