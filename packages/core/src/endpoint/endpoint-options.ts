import type { CoveoClient } from '../coveo/coveo-client.ts'
import type { ReadSessionKey, VariantOption } from '../issuing/grant-source.ts'
import type { IssueResult } from '../issuing/issued-token.ts'
import type { TokenIssuerOptions } from '../issuing/issuer-options.ts'
import type { IssueOptions } from '../issuing/token-issuer-contract.ts'

export type MaybePromise<Value> = Value | Promise<Value>

/** The return value of `user` when no user is signed in. Any other value is a user, also the number 0. */
export type SignedOut = null | undefined | false | ''

/** Options of the token endpoint, the same in every adapter. */
export interface EndpointOptions<Context> {
  /** Other origins whose pages may call the endpoint, with credentials, each exactly `scheme://host[:port]`. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined
  /**
   * The hosts that may reach the endpoint, each as `app.example` (any port) or `app.example:8443`; behind a proxy the
   * public and the internal one. Protects servers on local networks from DNS rebinding. Default: any host.
   */
  readonly allowedHosts?: readonly string[] | undefined
  /**
   * Called with the error behind every 500, 502 and 503. A refused origin or host is reported once a minute, and at most
   * 100 of them. Errors it throws are ignored. Default: one redacted line on
   * `console.error`, at most once a minute per code and reason.
   */
  readonly onError?: ((error: unknown, context: Context) => MaybePromise<void>) | undefined
  /** Longest time that an asynchronous `user` may take, in milliseconds. Default 10 000; the response is then 503. */
  readonly userTimeoutMs?: number | undefined
  /** Keeps the runtime alive for a renewal that continues after the response: `(work, context) => context.waitUntil(work)`. */
  readonly waitUntil?: ((work: Promise<unknown>, context: Context) => void) | undefined
}

/** The options of `createCoveo` that decide its tokens. */
export interface GrantOptions<User, Variant extends string = never>
  extends Pick<
    TokenIssuerOptions<User, Variant>,
    | 'grant'
    | 'guest'
    | 'variants'
    | 'sessionKey'
    | 'grantTimeoutMs'
    | 'lifetimeMs'
    | 'maxEntries'
    | 'maxMintsPerMinute'
    | 'shared'
    | 'onEvent'
  > {
  /** Mints the tokens. Default: `coveoClientFromEnv()`, which reads the environment at its first call. */
  readonly coveo?: CoveoClient | undefined
}

/** The part of a token issuer that the endpoint calls; `createTokenIssuer` creates one. */
export interface EndpointIssuer<in User> {
  readonly organizationId: string
  /** Base URL of the Search API. The endpoint sends it to pages only if it is on this machine: the emulator. */
  readonly searchBaseUrl?: string | undefined
  /** The only variants that a page may name. Default: none. */
  readonly variants?: readonly string[] | undefined
  /** Whether `null` is a user: a visitor who is not signed in. Default false: the endpoint responds 401. */
  readonly allowsGuests?: boolean | undefined
  /** Names the session of a user, as the page does. Default: the response names none. */
  readonly sessionKey?: ReadSessionKey<User> | undefined
  readonly issue: (user: User | null, options?: IssueOptions) => Promise<IssueResult>
  readonly reportRejected: (
    user: User | null,
    fingerprint: string,
    options?: VariantOption,
  ) => Promise<{ readonly outcome: string; readonly retryAfterMs?: number }>
  /** The clock of `expiresAt` and `refreshAt`, in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Whether `user` returned no user. */
export function isSignedOut(user: unknown): user is SignedOut {
  return user === null || user === undefined || user === false || user === ''
}

/** Throws a `TypeError` that names the missing option. */
export function assertTokenOptions(options: { readonly tokens: unknown; readonly user: unknown }): void {
  const { tokens, user } = Object(options)
  if (typeof tokens?.issue !== 'function')
    throw new TypeError('`tokens` must be a token issuer: see createTokenIssuer.')
  if (typeof user !== 'function') throw new TypeError('`user` must be a function that reads your session.')
}
