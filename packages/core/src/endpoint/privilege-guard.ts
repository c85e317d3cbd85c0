import type { CoveoClient } from '../coveo/coveo-client.ts'
import { coveoClientFromEnv } from '../coveo/coveo-client-from-env.ts'
import { formatPrivilege, type Privilege, type PrivilegeLike, parsePrivilege } from '../coveo/privilege.ts'
import { createPrivilegeChecker, type PrivilegeChecker } from '../privileges/privilege-checker.ts'
import { createErrorLog } from '../shared/error-log.ts'
import { readTokenClaims } from '../shared/token-claims.ts'
import { isTokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-exchange.ts'
import type { MaybePromise } from './endpoint-options.ts'
import { failureResponse, problem, toServerError } from './problem.ts'

/** The part of a Coveo client that a guard needs. Tokens of another organization than its own are invalid. */
type GuardClient = Pick<CoveoClient, 'getTokenPrivileges'> & Partial<Pick<CoveoClient, 'organizationId'>>

export interface PrivilegeGuardOptions {
  /** Looks up the privileges of the presented token. Default: `coveoClientFromEnv()`, which reads the environment at its first call. */
  readonly coveo?: GuardClient | undefined
  /** The privileges that the token must have, all of them: `['SEARCH_API:EXECUTE_QUERY']`. */
  readonly privileges: readonly PrivilegeLike[]
  /** Shared by several guards, so that each token is looked up once. Default: one checker per guard. */
  readonly checker?: PrivilegeChecker | undefined
  /**
   * Called with the error behind every 500, 502 and 503 of `respond`. Errors it throws are ignored.
   * Default: one redacted line on `console.error`, at most once a minute per code and reason.
   */
  readonly onError?: ((error: unknown) => MaybePromise<void>) | undefined
}

export interface PrivilegeGuard {
  /**
   * Checks the value of an `Authorization` header. Undefined lets the request pass; a 401 or 403 response refuses it.
   * Rejects with a `TokenError` if Coveo cannot be reached or refuses our key.
   */
  readonly check: GuardCall
  /** Like `check`, with 500, 502 and 503 as responses. Never rejects. */
  readonly respond: GuardCall
}

type GuardCall = (
  authorization: string | undefined,
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<EndpointResponse | undefined>

/** More than Node accepts in all headers of a request by default. */
const maxTokenLength = 16_384

/** The statuses of Coveo's responses about a token it does not know, as opposed to our key. */
const tokenFaults: ReadonlySet<number> = new Set([400, 419, 422])

/**
 * Creates a guard for a route: its caller presents a Coveo token with these privileges as a bearer token.
 * Throws a `TypeError` if `privileges` is empty or contains malformed text.
 */
export function createPrivilegeGuard(options: PrivilegeGuardOptions): PrivilegeGuard {
  const { coveo, privileges }: PrivilegeGuardOptions = Object(options)
  if (!Array.isArray(privileges) || privileges.length === 0) {
    throw new TypeError('`privileges` must name at least one privilege.')
  }
  const required = privileges.map((one) => (typeof one === 'string' ? parsePrivilege(one) : one))
  // The organization of a checker of the application's own is unknown.
  const client = coveo ?? (options.checker ? undefined : coveoClientFromEnv())
  const checker = options.checker ?? createPrivilegeChecker({ coveo: client })
  const onError = options.onError ?? createErrorLog()

  async function missingOf(token: string, signal: AbortSignal | undefined): Promise<Privilege[] | 'invalid'> {
    try {
      return await checker.missing(token, required, { signal })
    } catch (error) {
      if (isTokenError(error) && error.code === 'coveo-refused' && tokenFaults.has(error.status)) return 'invalid'
      throw toServerError(error)
    }
  }

  const check: GuardCall = async (authorization, { signal } = {}) => {
    if (authorization === undefined) return unauthorized('Bearer', 'Present a Coveo token as a bearer token.')
    const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(authorization)?.[1]
    const isWorthLookup = token !== undefined && isPlausible(token, client)
    const missing = isWorthLookup ? await missingOf(token, signal) : 'invalid'
    if (missing === 'invalid') return unauthorized('Bearer error="invalid_token"', 'This is not a valid Coveo token.')
    return missing.length > 0 ? forbidden(missing.map(formatPrivilege)) : undefined
  }

  return {
    check,
    respond: (authorization, checkOptions) =>
      check(authorization, checkOptions).catch((error) =>
        failureResponse(error, () => onError(error), checkOptions?.signal),
      ),
  }
}

/** Creates guards that share one memory of looked-up tokens. */
export function createPrivilegeGuards(
  options: Omit<PrivilegeGuardOptions, 'privileges' | 'checker'>,
): (privileges: readonly PrivilegeLike[]) => PrivilegeGuard {
  const { coveo = coveoClientFromEnv() } = options
  let checker: PrivilegeChecker | undefined
  return (privileges) => {
    checker ??= createPrivilegeChecker({ coveo })
    return createPrivilegeGuard({ ...options, coveo, privileges, checker })
  }
}

/**
 * Whether a lookup is worth its share of Coveo's rate limit: any caller can make up a token. API keys and OAuth tokens
 * are opaque; text with the form of a JWT must be one that has not expired, and of the client's own organization: Coveo does not
 * document that a lookup compares that.
 */
function isPlausible(token: string, client: GuardClient | undefined): boolean {
  if (token.length > maxTokenLength) return false
  const parts = token.split('.').length
  if (parts === 1) return true
  const claims = parts === 3 ? readTokenClaims(token) : undefined
  const exp = claims?.exp ?? Number.POSITIVE_INFINITY
  // Any JSON value: some cannot be converted to a number.
  if (claims === undefined || typeof exp !== 'number' || exp * 1_000 <= Date.now()) return false
  // A platform token states it in `body`. It may be missing.
  const stated = claims.organization ?? Object(claims.body).organizationId
  return typeof stated !== 'string' || stated === (client?.organizationId ?? stated)
}

function unauthorized(challenge: string, detail: string): EndpointResponse {
  return challenged(challenge, problem('not-authenticated', { detail }))
}

function forbidden(missing: string[]): EndpointResponse {
  const detail = `The token lacks ${missing.join(', ')}.`
  return challenged(
    'Bearer error="insufficient_scope"',
    problem('missing-privileges', { detail, members: { missing } }),
  )
}

function challenged(challenge: string, { status, body }: EndpointResponse): EndpointResponse {
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'private, no-store',
      Vary: 'Authorization',
      'X-Content-Type-Options': 'nosniff',
      'WWW-Authenticate': challenge,
    },
    body,
  }
}
