import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TabLink } from './tab-link.ts'
import type { TokenSnapshot } from './token-snapshot.ts'

export interface TokenSourceOptions {
  /** Address of your token endpoint. */
  endpoint: string
  /** A token that the server rendered into the page, so that the first paint needs no request. */
  initialToken?: TokenResponse | undefined
  /** Shares tokens and sign-outs with other tabs: `createTabChannel({ session })`. Default: this tab alone. */
  tabs?: TabLink | undefined
  /** Cookies of the request. Default `same-origin`; `include` for an endpoint on another origin. */
  credentials?: RequestCredentials | undefined
  /** Default the page's `fetch`, looked up at every call. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** Wall clock in milliseconds. Default `Date.now`. */
  now?: (() => number) | undefined
  /** Clock that nobody sets, in milliseconds since the page began to load. Default `performance.now`. */
  monotonic?: (() => number) | undefined
  /** Source of randomness in [0, 1), for the pauses between failed renewals. Default `Math.random`. */
  random?: (() => number) | undefined
}

export interface GetTokenOptions {
  /** How much life the token must have left, in milliseconds, as far as tokens live that long. Default 10 000. */
  minRemainingMs?: number | undefined
  /** Gives up waiting; the renewal itself goes on for everybody else. */
  signal?: AbortSignal | undefined
}

export interface TokenSource {
  /** What is known now. The same object until something changes. */
  getSnapshot(): TokenSnapshot
  /** What the server rendered from `initialToken`, and what the page's first render must therefore show: never changes. */
  getServerSnapshot(): TokenSnapshot
  /**
   * Calls `listener` after every change, and keeps the token fresh as long as anyone listens. Returns how to stop. The first to listen
   * makes it ask, also where the user had signed out before: who comes back may have signed in.
   */
  subscribe(listener: () => void): () => void
  /** The token: from memory while it is good, else from another tab or the endpoint. Rejects with a `TokenError`. */
  getToken(options?: GetTokenOptions): Promise<string>
  /** Asks the endpoint now, and resolves with what it answers. */
  renew(): Promise<string>
  /** Reports that Coveo refused `token`, and resolves with a newer one. A token that is no longer held costs no request. */
  reportRejected(token: string): Promise<string>
  /** Forgets the token here and in the other tabs, and drops answers still on their way. The next `getToken()` asks anew. */
  signOut(): void
  /** Stops everything for good. */
  dispose(): void
}
