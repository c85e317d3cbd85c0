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
  return { code: token === undefined ? cause : 'renewing-late', cause, ...rest }
}
