import { decodeJwt } from 'jose'
import type { CoveoClient } from '../coveo/coveo-client.ts'
import { formatPrivilege, type Privilege, type PrivilegeLike, parsePrivilege } from '../privileges/privilege.ts'
import { createPrivilegeChecker, type PrivilegeChecker } from '../privileges/privilege-checker.ts'
import { createErrorLog } from '../shared/error-log.ts'
import { errorTable } from '../shared/error-table.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { isTokenError, type ServerErrorCode, TokenError } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-response.ts'
import { failureResponse } from './failure-response.ts'
import { type Refusal, refuse } from './problem.ts'

export interface PrivilegeGuardOptions {
  /** Asked what the presented token may do. */
  coveo: Pick<CoveoClient, 'getTokenPrivileges'>
  /** What the token must hold, all of it: `['SEARCH_API:EXECUTE_QUERY']`. */
  privileges: readonly PrivilegeLike[]
  /** Shared by several guards, so that a token is looked up once. Default: one of this guard's own. */
  checker?: PrivilegeChecker
  /** Hears why `answer` answers 500, 502 or 503. Default: one line on `console.error`, at most once a minute for each code. */
  onError?: (error: unknown) => void | Promise<void>
  /** The clock, in milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number
}

export interface PrivilegeGuard {
  /**
   * Judges the value of an `Authorization` header: `undefined` lets the request pass, an answer (401 or 403) refuses it.
   * Rejects with a `TokenError` when Coveo cannot say.
   */
  check(authorization: string | undefined, options?: CheckOptions): Promise<EndpointResponse | undefined>
  /** Like `check`, but never rejects: a failure is an answer too (502, 503 or 500). */
  answer(authorization: string | undefined, options?: CheckOptions): Promise<EndpointResponse | undefined>
}

interface CheckOptions {
  /** Ends the wait. */
  signal?: AbortSignal
}

/** How Coveo answers about a token that it does not know, as against a key of ours that may not ask. */
const tokenFaults: ReadonlySet<number> = new Set([400, 419, 422])

/**
 * Guards a route by the privileges of the Coveo token that its caller presents as a bearer token.
 * Throws `TypeError` when `privileges` is empty or one of them is not written as a privilege.
 */
export function createPrivilegeGuard(options: PrivilegeGuardOptions): PrivilegeGuard {
  const { coveo, privileges, now = () => Date.now() } = options
  if (!Array.isArray(privileges) || privileges.length === 0) {
    throw new TypeError('`privileges` must name at least one privilege.')
  }
  const required = privileges.map((one) => (typeof one === 'string' ? parsePrivilege(one) : one))
  const checker = options.checker ?? createPrivilegeChecker({ coveo, now })
  const onError = options.onError ?? createErrorLog({ now })

  async function missingOf(token: string, signal: AbortSignal | undefined): Promise<Privilege[] | 'invalid'> {
    try {
      return await checker.missing(token, required, { signal })
    } catch (error) {
      if (isTokenError(error) && error.code === 'coveo-refused' && tokenFaults.has(error.status)) return 'invalid'
      throw toServerError(error)
    }
  }

  async function check(authorization: string | undefined, { signal }: CheckOptions = {}) {
    if (authorization === undefined) return unauthorized('Bearer', 'Present a Coveo token as a bearer token.')
    const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(authorization)?.[1]
    const missing = token === undefined || isExpired(token, now()) ? 'invalid' : await missingOf(token, signal)
    if (missing === 'invalid') return unauthorized('Bearer error="invalid_token"', 'This is no valid Coveo token.')
    return missing.length > 0 ? forbidden(missing.map(formatPrivilege)) : undefined
  }

  return {
    check,
    answer: (authorization, checkOptions) =>
      check(authorization, checkOptions).catch((error) => failureResponse(error, () => onError(error))),
  }
}

/** The same failure with the status of our answer to it, where frameworks look for one: Coveo's 401 is not the caller's. */
export function toServerError(error: unknown): unknown {
  // A framework may take what is no error for leave to go on.
  if (!(error instanceof Error)) return redactedError(error)
  if (!isTokenError(error) || !Object.hasOwn(errorTable, error.code)) return error
  const { status } = errorTable[error.code as ServerErrorCode]
  const { code, message, retryable, remedy, retryAfterMs } = error
  return new TokenError(code, message, { status, retryable, remedy, retryAfterMs, cause: error })
}

function isExpired(token: string, at: number): boolean {
  try {
    return (decodeJwt(token).exp ?? Number.POSITIVE_INFINITY) * 1000 <= at
  } catch {
    return false
  }
}

function unauthorized(challenge: string, detail: string): EndpointResponse {
  return challenged(challenge, refuse('not-authenticated', { detail }))
}

function forbidden(missing: string[]): EndpointResponse {
  const detail = `The token lacks ${missing.join(', ')}.`
  return challenged('Bearer error="insufficient_scope"', refuse('missing-privileges', { detail, members: { missing } }))
}

function challenged(challenge: string, { status, body }: Refusal): EndpointResponse {
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
