import { type EndpointErrorCode, type ServerErrorCode, TokenError, type TokenErrorOptions } from './token-error.ts'

export interface ErrorTableRow {
  /** Status that the token endpoint answers with. */
  readonly status: number
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean
  /** What to change, in one sentence. */
  readonly remedy: string
  /** Code that the token endpoint puts on the wire: the browser learns no more than it needs. */
  readonly wireCode: EndpointErrorCode
}

function misconfigured(remedy: string): ErrorTableRow {
  return Object.freeze({ status: 502, retryable: false, remedy, wireCode: 'coveo-refused' })
}

function unavailable(remedy: string): ErrorTableRow {
  return Object.freeze({ status: 503, retryable: true, remedy, wireCode: 'coveo-unavailable' })
}

function broken(remedy: string): ErrorTableRow {
  return Object.freeze({ status: 500, retryable: false, remedy, wireCode: 'internal' })
}

/** Everything that follows from a server-side error code alone: one row per code, frozen. */
export const errorTable: Readonly<Record<ServerErrorCode, ErrorTableRow>> = Object.freeze({
  configuration: broken('Correct the named settings and start the server again.'),
  'grant-invalid': broken('Correct the grant that your `grant` function returns; the message names each wrong field.'),
  'coveo-refused': misconfigured(
    'Check that the API key is active, belongs to this organization and holds every privilege that the grant asks for.',
  ),
  'coveo-rate-limited': unavailable(
    'Wait and try again; if it lasts, mint less often with a longer token life or raise the limit with Coveo.',
  ),
  'coveo-unreachable': unavailable('Check DNS, the proxy and the firewall between this server and Coveo.'),
  'coveo-timeout': unavailable('Try again; if it lasts, check the network path to Coveo or raise `timeoutMs`.'),
  'coveo-server-error': unavailable('Try again; if it lasts, look at the Coveo status page.'),
  'coveo-bad-response': unavailable(
    'Check that the endpoint is really Coveo and that no proxy rewrites its answers; then try again.',
  ),
  'coveo-redirected': misconfigured(
    'Configure the final address of the endpoint: redirects are never followed, because the API key would travel along.',
  ),
  'coveo-wrong-organization': misconfigured(
    'Use an API key that was created in the configured organization, or correct the organization id.',
  ),
  'shared-store-failed': unavailable(
    'Check that the shared store runs and that this server reaches it; until then each instance mints for itself.',
  ),
  'shared-store-unreadable': unavailable(
    'Give every instance the same list in `shared.secret`, and no other application this store; the value is being replaced.',
  ),
  aborted: Object.freeze({
    status: 503,
    retryable: true,
    remedy: 'Nothing to correct: the caller gave up; ask again if the token is still wanted.',
    wireCode: 'coveo-unavailable',
  }),
  closed: Object.freeze({
    status: 503,
    retryable: false,
    remedy: 'Do not use the issuer after `close()`; create a new one.',
    wireCode: 'coveo-unavailable',
  }),
})

/** A `TokenError` whose status, retryability and remedy come from the table unless `overrides` says otherwise. */
export function tokenError(
  code: ServerErrorCode,
  message: string,
  overrides: Partial<TokenErrorOptions> = {},
): TokenError {
  const { status, retryable, remedy } = errorTable[code]
  return new TokenError(code, message, { status, retryable, remedy, ...overrides })
}
