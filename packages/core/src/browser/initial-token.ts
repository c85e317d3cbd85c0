import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { isCachedPage } from './cached-page.ts'
import { isTokenResponse } from './requests/token-response.ts'
import { remainingSeconds } from './token-lifetime.ts'
import { loadingSnapshot, readySnapshot, type TokenSnapshot } from './token-snapshot.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

/** The token that the server rendered; `null`: the user is signed out; undefined: the server rendered none. */
export type InitialToken = TokenSourceOptions['initialToken']

/** The snapshot that the server rendered from its initial token: `loading` where that is no token. */
export function initialSnapshot(token: InitialToken): TokenSnapshot {
  if (token === null) return { status: 'signed-out' }
  return isTokenResponse(token) ? readySnapshot(token, { origin: 'initial' }) : loadingSnapshot
}

/** Whether a cache sent the page: then the age of its token is unknown. */
export function isFromCache(token: TokenResponse): boolean {
  return isCachedPage() || token.expiresIn > remainingSeconds(token)
}
