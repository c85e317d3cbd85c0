import type { EndpointErrorCode, ServerErrorCode } from './error-codes.ts'
import { TokenError, type TokenErrorOptions } from './token-error.ts'

export interface ErrorTableRow {
  /** Status of the token endpoint's response. */
  readonly status: number
  /** Whether the unchanged call may succeed later. */
  readonly retryable: boolean
  /** The fix, in one sentence. */
  readonly remedy: string
  /** Code in the token endpoint's response: less detail than the server's own code. */
  readonly wireCode: EndpointErrorCode
}

/** The codes in problem responses. `endpoint-not-found` is the browser's code for any 404 of the endpoint's path. */
export type ProblemCode = EndpointErrorCode | 'endpoint-not-found'

/** The status of the response with each code. */
export const problemStatus: Readonly<Record<ProblemCode, number>> = Object.freeze({
  'bad-request': 400,
  'not-authenticated': 401,
  'missing-privileges': 403,
  'forbidden-origin': 403,
  'endpoint-not-found': 404,
  'method-not-allowed': 405,
  'too-many-requests': 429,
  internal: 500,
  'coveo-refused': 502,
  'coveo-unavailable': 503,
})

function row(wireCode: EndpointErrorCode, remedy: string, retryable = false): ErrorTableRow {
  return Object.freeze({ status: problemStatus[wireCode], retryable, remedy, wireCode })
}

function misconfigured(remedy: string): ErrorTableRow {
  return row('coveo-refused', remedy)
}

function unavailable(remedy: string): ErrorTableRow {
  return row('coveo-unavailable', remedy, true)
}

function broken(remedy: string): ErrorTableRow {
  return row('internal', remedy)
}

/** The facts that follow from a server-side error code: one frozen row per code. */
export const errorTable: Readonly<Record<ServerErrorCode, ErrorTableRow>> = Object.freeze({
  configuration: broken('Correct the named settings and start the server again.'),
  'grant-invalid': broken('Correct the grant that your `grant` function returns; the message names each wrong field.'),
  'coveo-refused': misconfigured(
    'Check that the API key is active, belongs to this organization and holds every privilege in the grant.',
  ),
  'coveo-rate-limited': unavailable(
    'Retry later; if it persists, use a longer token lifetime or have Coveo raise the limit.',
  ),
  'coveo-unreachable': unavailable('Check DNS, the proxy and the firewall between this server and Coveo.'),
  'coveo-timeout': unavailable('Retry; if it persists, check the network, or raise `timeoutMs` and `mintTimeoutMs`.'),
  'coveo-server-error': unavailable('Retry; if it persists, check the Coveo status page.'),
  'coveo-bad-response': unavailable(
    'Check that the base URL is the one of Coveo and that no proxy rewrites or caches its responses.',
  ),
  'coveo-redirected': misconfigured(
    'Configure the final base URL: redirects are not followed, because they would forward the API key.',
  ),
  'coveo-wrong-organization': misconfigured(
    'Use an API key of the configured organization, or correct the organization id.',
  ),
  'mint-limit-reached': unavailable('Retry later; if it persists, raise `maxMintsPerMinute`.'),
  'shared-store-failed': unavailable('Check that the shared store runs and that this server reaches it.'),
  'shared-store-unreadable': unavailable(
    'Set the same `shared.secret` on every instance, and share this store with no other application.',
  ),
  'application-timeout': unavailable(
    'Bound the call that the named function waits for, such as the session store, or raise its timeout.',
  ),
  aborted: unavailable('Call again if the token is still needed.'),
  closed: row('coveo-unavailable', 'Do not call the issuer after `close()`; create a new one.'),
})

/** Creates a `TokenError` with status, retryability and remedy from the table. `overrides` wins. */
export function tokenError(
  code: ServerErrorCode,
  message: string,
  overrides: Partial<TokenErrorOptions> = {},
): TokenError {
  const { status, retryable, remedy } = errorTable[code]
  return new TokenError(code, message, { status, retryable, remedy, ...overrides })
}
