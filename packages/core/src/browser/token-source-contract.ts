import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { TabLink } from './tabs/tab-link.ts'
import type { TokenSnapshot } from './token-snapshot.ts'
import type { WakeEvent } from './wake-events.ts'

export interface TokenSourceOptions {
  /** Address of your token endpoint. Default `/api/coveo-token`. */
  readonly endpoint?: string | undefined
  /** A token that the server rendered into the page: the first paint needs no request. `null`: the user is signed out, send no request. */
  readonly initialToken?: TokenResponse | null | undefined
  /** Shares tokens and sign-outs with other tabs: `createTabChannel()`. Default: this tab alone. */
  readonly tabs?: TabLink | undefined
  /** Cookies of the request. Default `same-origin`; `include` for an endpoint on another origin. */
  readonly credentials?: RequestCredentials | undefined
  /** Headers of every request, such as a CSRF header; a function is called for each request. Default none. */
  readonly headers?: RequestHeaders | (() => RequestHeaders) | undefined
  /** Default the page's `fetch`, looked up at each request. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/** An option of the kit's own packages. */
export interface RequestsOption {
  /** Returns `fetch` and `headers` for the next request, in place of the options of that name. */
  readonly requests?: (() => Pick<TokenSourceOptions, 'fetch' | 'headers'>) | undefined
}

/** Header names and values. */
export type RequestHeaders = Readonly<Record<string, string>>

export interface GetTokenOptions {
  /** The lifetime that the token must have left, in milliseconds, as far as tokens live that long. Default 10 000; `NaN` demands nothing. */
  readonly minRemainingMs?: number | undefined
  /** Ends the wait of this caller. The renewal continues for other callers. */
  readonly signal?: AbortSignal | undefined
}

/** Holds the page's token in memory and keeps it fresh. */
export interface TokenSource {
  /** The current state. The same object until something changes. */
  readonly getSnapshot: () => TokenSnapshot
  /** The state that the server rendered from `initialToken`, for React's hydration. Never changes. */
  readonly getServerSnapshot: () => TokenSnapshot
  /**
   * Calls `listener` after every change, and keeps the token fresh while there are listeners. Returns how to stop. When listeners return
   * after a sign-out, the source sends a request: the user may have signed in again.
   */
  readonly subscribe: (listener: () => void) => () => void
  /** Resolves with the token: from memory while it is valid, else from another tab or the endpoint. Rejects with a `TokenError`. */
  readonly getToken: (options?: GetTokenOptions) => Promise<string>
  /** Requests a token now; call it after a sign-in. The response to a request that was sent before the call does not count. */
  readonly renew: () => Promise<string>
  /** Reports that Coveo rejected `token`; resolves with the next one. Sends no request if the source holds another token already. */
  readonly reportRejected: (token: string) => Promise<string>
  /** Drops the token here and in other tabs, and responses still to come. Call it after the server ended its session. */
  readonly signOut: () => void
  /** Ends the source: it closes its channel, and every call rejects. A later subscription starts it again, without a token. */
  readonly dispose: () => void
}

/** A source as the kit's own packages use it. */
export interface RestartableSource extends TokenSource {
  /** Checks the token, on events of the page and where the user may have changed. */
  readonly check: (event: WakeEvent) => void
  /** Whether the source has listeners. */
  readonly isUsed: () => boolean
  /** Whether the server sent `initialToken` before the last token that the source took, or before the user changed. */
  readonly isOutdated: (initialToken: TokenSourceOptions['initialToken']) => boolean
  /** Whether the source is in the state that `initialToken` describes: with a token of its user, or signed out for `null`. */
  readonly matches: (initialToken: TokenSourceOptions['initialToken']) => boolean
  /** Drops the token and starts afresh, with another initial token; also after `dispose()`. */
  readonly restart: (initialToken?: TokenSourceOptions['initialToken']) => void
}
