export { createHeadlessAuth, type HeadlessAuth, placeholderToken } from './browser/headless/headless-auth.ts'
export { createSameUserCheck } from './browser/same-user-check.ts'
export { createTabChannel, type TabChannelOptions } from './browser/tabs/tab-channel.ts'
export type { TabLink } from './browser/tabs/tab-link.ts'
export type { TokenSnapshot } from './browser/token-snapshot.ts'
export { createTokenSource } from './browser/token-source.ts'
export type {
  GetTokenOptions,
  RestartableSource,
  TokenSource,
  TokenSourceOptions,
} from './browser/token-source-contract.ts'
export { watchUser } from './browser/watch-user.ts'
export type { TokenKind, TokenResponse } from './shared/endpoint-contract.ts'
export type { TokenErrorCode } from './shared/error-codes.ts'
export { readTokenClaims } from './shared/token-claims.ts'
export { isTokenError, TokenError } from './shared/token-error.ts'
