import { isLoopback } from '../coveo/base-urls.ts'
import type { ReadSessionKey } from '../issuing/grant-source.ts'
import type { IssuedToken } from '../issuing/issued-token.ts'
import { type BrowserPrivilegeWarning, browserTokenWarnings } from '../privileges/browser-warnings.ts'
import type { TokenResponse } from '../shared/endpoint-contract.ts'
import { tokenError } from '../shared/error-table.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { runListener } from '../shared/run-listener.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { EndpointIssuer } from './endpoint-options.ts'

export interface TokenResponseOptions {
  readonly organizationId: string
  /** Sent only if it is on this machine. */
  readonly searchBaseUrl?: string | undefined
  /** The instant of sending, in milliseconds since the epoch. */
  readonly now: number
}

/** The wire form of an issued token. Its lifetimes are seconds from `now`, never instants. */
export function toTokenResponse(issued: IssuedToken, options: TokenResponseOptions): TokenResponse {
  const { organizationId, searchBaseUrl, now } = options
  const expiresIn = wholeSeconds(issued.expiresAt - now, 0)
  return {
    token: issued.token,
    kind: issued.kind,
    organizationId,
    expiresIn,
    // The replacement of a token that is due is under way: an immediate request would return the same token.
    refreshIn: Math.min(expiresIn, wholeSeconds(issued.refreshAt - now, 1)),
    fingerprint: issued.fingerprint,
    subject: issued.subject,
    ...(issued.guest && { guest: true }),
    ...(searchBaseUrl && isLoopback(searchBaseUrl) && { searchBaseUrl }),
  }
}

function wholeSeconds(ms: number, least: number): number {
  return Math.max(least, Math.floor(ms / 1000))
}

/** A token with less lifetime left expires before a page can use it, in milliseconds. */
export const minRemainingMs = 2_000

/** Turns an issued token into its wire form. Throws for a token that is about to expire. */
export type TokenResponder = (issued: IssuedToken) => TokenResponse

/**
 * Creates the responders for browsers, one per user. Create it right before the token is issued: the application may change its
 * object for the user meanwhile. It logs a warning about privileges that are dangerous in a browser.
 */
export function createTokenResponders<User>(
  tokens: Pick<EndpointIssuer<User>, 'organizationId' | 'searchBaseUrl' | 'sessionKey' | 'now'>,
): (user: User | null) => TokenResponder {
  const warn = createBrowserWarner()
  return (user) => {
    const sessionKey = sessionKeyOf(user, tokens.sessionKey)
    return (issued) => {
      const now = tokens.now?.() ?? Date.now()
      if (issued.expiresAt - now < minRemainingMs) throw expiringToken()
      warn(issued)
      const { organizationId, searchBaseUrl } = tokens
      const response = toTokenResponse(issued, { organizationId, searchBaseUrl, now })
      // Next refuses a property that is undefined in the props of a page.
      return sessionKey === undefined ? response : { ...response, sessionKey }
    }
  }
}

/** Throws `configuration` unless the application's function returns a text or undefined. */
function sessionKeyOf<User>(user: User | null, read: ReadSessionKey<User> | undefined): string | undefined {
  let cause: Error | undefined
  try {
    const key = read?.(user)
    if (key === undefined || typeof key === 'string') return key
  } catch (thrown) {
    cause = redactedError(thrown)
  }
  throw tokenError('configuration', '`sessionKey` must return a text.', { cause })
}

/** Logs each dangerous privilege of the platform tokens that browsers get, once. */
function createBrowserWarner(): (issued: IssuedToken) => void {
  const checked = new WeakSet<IssuedToken>()
  const reported = new Set<string>()

  return (issued) => {
    if (issued.kind !== 'platform' || checked.has(issued)) return
    checked.add(issued)
    for (const warning of browserTokenWarnings(issued.token)) {
      if (reported.has(warning.reason)) continue
      reported.add(warning.reason)
      void runListener(() => writeWarning(warning))
    }
  }
}

function writeWarning({ privilege, severity, reason, alternative }: BrowserPrivilegeWarning): void {
  const name = `${privilege.owner}:${privilege.targetDomain}`
  const line = `[coveo-token] ${severity}: browsers get tokens with ${name}. ${reason} ${alternative}`
  if (severity === 'note') console.info(line)
  else console.error(line)
}

function expiringToken(): TokenError {
  return tokenError(
    'coveo-bad-response',
    `The new token expires within ${minRemainingMs} ms, too soon for a page to use it.`,
    {
      remedy: 'Check the clocks of this server and of Coveo, and the lifetime in the grant.',
    },
  )
}
