'use client'

import type { TokenError } from '@coveo-token/core/browser'

export interface TokenActions {
  /** Requests a token now. Never rejects; the same function for the lifetime of the source. */
  readonly renew: () => Promise<void>
  /** Drops the token here and in other tabs. Call it after the server ended its session. */
  readonly signOut: () => void
}

interface ReadyToken {
  readonly status: 'ready'
  readonly token: string
  /** Whether the token is the one of visitors who are not signed in. */
  readonly guest: boolean
  readonly organizationId: string
  /** When the token expires: milliseconds since the epoch by this browser's clock. Undefined on the server and while hydrating. */
  readonly expiresAt: number | undefined
  /** Why the last renewal failed. The token is still valid. */
  readonly error: TokenError | undefined
}

interface NoToken {
  readonly token: undefined
  readonly guest: false
  readonly organizationId: undefined
  readonly expiresAt: undefined
}

interface LoadingToken extends NoToken {
  readonly status: 'loading'
  readonly error: undefined
}

interface SignedOutToken extends NoToken {
  readonly status: 'signed-out'
  readonly error: TokenError | undefined
}

interface FailedToken extends NoToken {
  readonly status: 'error'
  readonly error: TokenError
}

/** The state of the token by `status`: `ready` has a token, `error` has an error. */
export type CoveoToken = TokenActions & (ReadyToken | LoadingToken | SignedOutToken | FailedToken)

/** The state of a token that is not `loading`. */
export type SettledCoveoToken = TokenActions & (ReadyToken | SignedOutToken | FailedToken)
