import type { TokenSnapshot } from '@coveo-token/core/browser'
import type { PageStateCode } from './page-state.ts'

const states: Partial<Record<string, PageStateCode>> = {
  'coveo-refused': 'key-refused',
  'coveo-unavailable': 'coveo-down',
  'too-many-requests': 'too-many-requests',
  'renewal-storm': 'too-many-requests',
  'endpoint-not-found': 'endpoint-missing',
  'endpoint-redirected': 'endpoint-missing',
  'endpoint-not-json': 'endpoint-missing',
  'endpoint-unreachable': 'site-down',
  'endpoint-timeout': 'site-down',
  'endpoint-failed': 'site-down',
  internal: 'site-down',
}

/** A state of the page that follows from its token. */
export interface TokenTrouble {
  readonly code: PageStateCode
  /** Why there is no token, or no new one. */
  readonly cause: PageStateCode
  readonly detail: string | undefined
  /** When the source retries by itself: milliseconds since the epoch. */
  readonly retryAt: number | undefined
  /** The `Retry-After` of the endpoint, in milliseconds: it refuses attempts before its end. */
  readonly pauseMs: number | undefined
}

/** The trouble with the token; undefined while all is well. */
export function tokenState(snapshot: TokenSnapshot, isOnline: boolean): TokenTrouble | undefined {
  const { status, error, token, retryAt } = snapshot
  const rest = { detail: error?.code, retryAt, pauseMs: error?.retryAfterMs }
  if (status === 'signed-out') return { code: 'signed-out', cause: 'signed-out', ...rest }
  if (error === undefined) return undefined
  const cause = isOnline ? (states[error.code] ?? 'endpoint-broken') : 'offline'
  if (token === undefined) return { code: cause, cause, ...rest }
  return { code: isFresh(snapshot) ? 'not-renewed' : 'renewing-late', cause, ...rest }
}

/** Whether the page with this trouble still has a valid token. */
export function hasValidToken({ code }: TokenTrouble): boolean {
  return code === 'not-renewed' || code === 'renewing-late'
}

/** Whether the next attempt is the planned renewal. It is earlier for a token that Coveo rejected, and later for one that is due. */
function isFresh({ refreshAt = 0, retryAt = 0 }: TokenSnapshot): boolean {
  // The source computes both times from two clocks.
  return Math.abs(retryAt - refreshAt) < 1000
}
