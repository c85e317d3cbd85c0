import { isCachedPage } from './cached-page.ts'
import { isTokenResponse } from './requests/token-response.ts'
import { remainingSeconds } from './token-lifetime.ts'
import { loadingSnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

/** The token that the server rendered; `null`: the user is signed out; undefined: the server rendered none. */
export type InitialToken = TokenSourceOptions['initialToken']

/** The initial token of a page. A page may come with anything, such as the error of its server: that is no token. */
export function checkInitialToken(token: InitialToken): InitialToken {
  return isTokenResponse(token) || token === null ? token : undefined
}

/** The snapshot that the server rendered from its initial token. */
export function initialSnapshot(token: InitialToken): TokenSnapshot {
  if (token === null) return { status: 'signed-out' }
  return token ? readySnapshot(token, { origin: 'initial' }) : loadingSnapshot
}

/** Whether a cache sent the page: then the age of its token is unknown. */
export function isFromCache(token: NonNullable<InitialToken>): boolean {
  return isCachedPage() || token.expiresIn > remainingSeconds(token)
}
