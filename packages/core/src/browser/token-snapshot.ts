import type { TokenKind, TokenResponse } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'

export interface ReadySnapshot {
  readonly status: 'ready'
  readonly token: string
  readonly kind: TokenKind
  readonly organizationId: string
  /** Names the token in logs and panels without revealing it. */
  readonly fingerprint: string
  /** Names user and grant: equal exactly where both are equal. Undefined if the endpoint does not send it. */
  readonly subject: string | undefined
  /** Whether the token is the one of visitors who are not signed in. */
  readonly guest: boolean
  /** When Coveo stops accepting the token: milliseconds since the epoch by this browser's clock. Undefined in the server snapshot. */
  readonly expiresAt?: number | undefined
  /** When the source requests the next token, in the same unit. */
  readonly refreshAt?: number | undefined
  /** From the token endpoint, from the page itself (`initialToken`), or from another tab. */
  readonly origin: 'endpoint' | 'initial' | 'tab'
  /** Why the last renewal failed. The token is still valid. */
  readonly error?: TokenError | undefined
  /** When the source retries by itself, if the last renewal failed: milliseconds since the epoch by this browser's clock. */
  readonly retryAt?: number | undefined
}

interface NoToken {
  readonly token?: undefined
  readonly kind?: undefined
  readonly organizationId?: undefined
  readonly fingerprint?: undefined
  readonly subject?: undefined
  readonly guest?: undefined
  readonly expiresAt?: undefined
  readonly refreshAt?: undefined
  readonly origin?: undefined
  readonly retryAt?: undefined
}

interface LoadingSnapshot extends NoToken {
  readonly status: 'loading'
  readonly error?: undefined
}

interface SignedOutSnapshot extends NoToken {
  readonly status: 'signed-out'
  readonly error?: TokenError | undefined
}

interface ErrorSnapshot extends Omit<NoToken, 'retryAt'> {
  readonly status: 'error'
  readonly error: TokenError
  /** When the source retries by itself. A hidden page waits until it is shown. */
  readonly retryAt?: number | undefined
}

/** The state of the token at one moment: the same object until something changes. */
export type TokenSnapshot = ReadySnapshot | LoadingSnapshot | SignedOutSnapshot | ErrorSnapshot

/** The snapshot before the first response. */
export const loadingSnapshot: TokenSnapshot = { status: 'loading' }

/** The snapshot of a token. A server does not know its instants by the wall clock. */
export function readySnapshot(
  { token, kind, organizationId, fingerprint, subject, guest }: TokenResponse,
  source: Pick<ReadySnapshot, 'origin'> & Partial<Pick<ReadySnapshot, 'expiresAt' | 'refreshAt'>>,
): TokenSnapshot {
  return {
    status: 'ready',
    token,
    kind,
    organizationId,
    fingerprint,
    subject,
    guest: guest === true,
    error: undefined,
    ...source,
  }
}
