import { createErrorLog } from '../shared/error-log.ts'
import { runListener } from '../shared/run-listener.ts'
import { createThrottle } from '../shared/throttle.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { EndpointRequest, EndpointResponse } from './endpoint-exchange.ts'
import { corsHeaders, emptyHeaders, preflightHeaders, retryAfterHeader, tokenHeaders } from './endpoint-exchange.ts'
import {
  assertTokenOptions,
  type EndpointIssuer,
  type EndpointOptions,
  isSignedOut,
  type MaybePromise,
  type SignedOut,
} from './endpoint-options.ts'
import { createFindUser } from './find-user.ts'
import { failureResponse, problem } from './problem.ts'
import { readRejectionReport } from './rejection-report.ts'
import { createRequestGuard } from './request-guard.ts'
import { createTokenResponders, minRemainingMs } from './token-response.ts'

export interface TokenEndpointOptions<User, Context> extends EndpointOptions<Context> {
  /** Issues the tokens. */
  readonly tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by the server's own session. `null`, `undefined`, `false` and `''` mean signed out: 401.
   * Never derive it from a value that a browser can choose: query, body, or a header that is not a verified credential.
   */
  readonly user: (context: Context) => MaybePromise<NoInfer<User> | SignedOut>
}

export interface TokenEndpoint<Context> {
  /** Handles one request. Never rejects. */
  readonly handle: (request: EndpointRequest, context: Context) => Promise<EndpointResponse>
}

/** Any site can cause refusals: a limit keeps them from flooding the log. */
const refusalLimits = { intervalMs: 60_000, maxEntries: 100 }

const preflight: EndpointResponse = Object.freeze({ status: 204, headers: emptyHeaders, body: '' })
const unknownVariant = problem('bad-request', {
  detail: 'The query must name one of `variants` of the server, once.',
})
const notAuthenticated = problem('not-authenticated', { detail: 'Sign in, then request the token again.' })

/**
 * The token endpoint on plain objects, which every adapter calls. `GET` returns the signed-in user's token; `POST`
 * reports a rejected token. Every failure is a problem response (RFC 9457).
 * Throws a `TypeError` that names a wrong option.
 */
export function createTokenEndpoint<User, Context = undefined>(
  options: TokenEndpointOptions<User, Context>,
): TokenEndpoint<Context> {
  assertTokenOptions(options)
  const { tokens, waitUntil } = options
  const guard = createRequestGuard(options)
  const findUser = createFindUser(options)
  const onError = options.onError ?? createErrorLog()
  const responderFor = createTokenResponders(tokens)

  const refusals = createThrottle(refusalLimits)

  function reportRefusal(error: TokenError, context: Context): void {
    if (refusals.admit(error.message)) void runListener(() => onError(error, context))
  }

  async function respond(request: EndpointRequest, context: Context): Promise<EndpointResponse> {
    const refusal = guard.refuse(request)
    if (refusal) {
      if (refusal.error) reportRefusal(refusal.error, context)
      return refusal.response
    }
    if (request.method === 'OPTIONS') return preflight
    const [name, ...others] = request.query('variant')
    if (name !== undefined && (others.length > 0 || !tokens.variants?.includes(name))) return unknownVariant
    // The issuer's own type is narrower.
    const variant = name as never
    const found = await findUser(context)
    const user = isSignedOut(found) ? null : found
    if (user === null && !tokens.allowsGuests) return notAuthenticated
    if (request.method === 'POST') {
      const report = await readRejectionReport(request)
      if ('status' in report) return report
      const { outcome, retryAfterMs = 0 } = await tokens.reportRejected(user, report.fingerprint, { variant })
      if (outcome === 'limited') return tooManyReports(retryAfterMs)
    }
    const toResponse = responderFor(user)
    const issued = await tokens.issue(user, {
      variant,
      signal: request.signal,
      minRemainingMs,
      waitUntil: waitUntil && ((work) => waitUntil(work, context)),
    })
    return { status: 200, headers: tokenHeaders(issued.outcome), body: JSON.stringify(toResponse(issued)) }
  }

  return {
    async handle(request, context) {
      const { status, headers, body } = await respond(request, context).catch((error) =>
        failureResponse(error, () => onError(error, context), request.signal),
      )
      const origin = guard.allowedOrigin(request)
      return {
        status,
        headers: origin === undefined ? headers : { ...headers, ...corsHeadersFor(request, origin) },
        body: request.method === 'HEAD' ? '' : body,
      }
    },
  }
}

function tooManyReports(retryAfterMs: number): EndpointResponse {
  return problem('too-many-requests', {
    detail: 'Retry after the time in Retry-After.',
    headers: retryAfterHeader(retryAfterMs),
  })
}

function corsHeadersFor(request: EndpointRequest, origin: string): Readonly<Record<string, string>> {
  if (request.method !== 'OPTIONS') return corsHeaders(origin)
  return { ...corsHeaders(origin), ...preflightHeaders(request.header('access-control-request-headers')) }
}
