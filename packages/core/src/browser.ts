export { type HeadlessAuth, headlessAuth, placeholderToken } from './browser/headless-auth.ts'
export { type TabChannelOptions, tabChannel } from './browser/tab-channel.ts'
export type { TabConnection, TabLink, TabPeer, TabRenewal } from './browser/tab-link.ts'
export { loadingSnapshot, type TokenSnapshot } from './browser/token-snapshot.ts'
export {
  createTokenSource,
  type GetTokenOptions,
  type TokenSource,
  type TokenSourceOptions,
} from './browser/token-source.ts'
export type { TokenAnswer, TokenKind } from './shared/endpoint-contract.ts'
export { isTokenError, TokenError, type TokenErrorCode } from './shared/token-error.ts'
