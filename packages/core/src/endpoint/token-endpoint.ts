import type { IssueResult } from '../issuing/issued-token.ts'
import { createErrorLog } from '../shared/error-log.ts'
import { checkAllowedOrigins } from './allowed-origins.ts'
import { answerText } from './answer-text.ts'
import { assertTokenOptions } from './assert-token-options.ts'
import { type BrowserWarnerOptions, createBrowserWarner } from './browser-warner.ts'
import type { EndpointResponse } from './endpoint-response.ts'
import { failureResponse, refusalResponse } from './failure-response.ts'
import { isSignedOut } from './is-signed-out.ts'
import { type Refusal, refuse } from './problem.ts'
import { readRejectionReport } from './rejection-report.ts'
import { type GuardedRequest, guardRequest } from './request-guard.ts'
import { corsHeaders, emptyHeaders, tokenHeaders } from './response-headers.ts'
import { retryAfter } from './retry-after.ts'
import { toTokenResponse } from './token-response.ts'

/** What the endpoint needs of a token issuer; `createTokenIssuer` makes one. */
export interface EndpointIssuer<User> {
  readonly organizationId: string
  /** The signal of `options` may be made when it is read, and not sooner. */
  issue(user: User, options?: { readonly signal?: AbortSignal | undefined }): Promise<IssueResult>
  reportRejected(user: User, fingerprint: string): Promise<{ outcome: string; retryAfterMs?: number }>
}

/** A request as plain data: what an adapter makes of its framework's own. */
export interface EndpointRequest extends GuardedRequest {
  /** Chunks still to be read (an async iterable), the text or bytes of the body, or what a parser made of it. */
  body(): unknown
  /** Aborts when the client has gone. Ends this request's wait, never a mint that others wait for. */
  readonly signal?: AbortSignal | undefined
}

export interface TokenEndpointOptions<User, Context> extends BrowserWarnerOptions {
  /** Issues the tokens. */
  tokens: EndpointIssuer<User>
  /**
   * Who is signed in, by the server's own session. Nothing (`null`, `undefined`, `false`, `''`) means nobody: 401.
   * Never derive it from what a browser can choose: query, body, or a header that is not a verified credential.
   */
  user: (context: Context) => User | null | undefined | Promise<User | null | undefined>
  /** Other origins whose pages may ask, with credentials, each exactly `scheme://host[:port]`. Default: none. */
  allowedOrigins?: readonly string[]
  /**
   * Hears of every request that ended in 500, 502 or 503, with what was thrown.
   * Default: one line on `console.error`, at most once a minute for each code.
   */
  onError?: (error: unknown, context: Context) => void | Promise<void>
  /** The clock, in milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number
}

export interface TokenEndpoint<Context> {
  /** Answers one request; never rejects. */
  handle(request: EndpointRequest, context: Context): Promise<EndpointResponse>
}

/**
 * The token endpoint on plain objects: what every adapter calls. `GET` answers with the signed-in user's token, `POST`
 * takes the report of a rejected one; everything else is a problem answer (RFC 9457).
 * Throws `TypeError` for an option that cannot work.
 */
export function createTokenEndpoint<User, Context = undefined>(
  options: TokenEndpointOptions<User, Context>,
): TokenEndpoint<Context> {
  assertTokenOptions(options)
  const { tokens } = options
  const allowedOrigins = checkAllowedOrigins(options.allowedOrigins ?? [])
  const now = options.now ?? (() => Date.now())
  const onError = options.onError ?? createErrorLog({ now })
  const warn = createBrowserWarner(options)

  async function answer(request: EndpointRequest, context: Context): Promise<EndpointResponse> {
    const refusal = guardRequest(request, allowedOrigins)
    if (refusal) return refusalResponse(refusal)
    if (request.method === 'OPTIONS') return { status: 204, headers: emptyHeaders, body: '' }
    const user = await options.user(context)
    if (isSignedOut(user)) return refusalResponse(notAuthenticated)
    if (request.method === 'POST') {
      const report = await readRejectionReport(request)
      if ('status' in report) return refusalResponse(report)
      const { outcome, retryAfterMs = 0 } = await tokens.reportRejected(user, report.fingerprint)
      if (outcome === 'limited') return refusalResponse(tooManyReports(retryAfterMs))
    }
    // The request itself, because its `signal` may be made on demand and an answer from memory has no use for it.
    const issued = await tokens.issue(user, request)
    warn(issued)
    const body = answerText(toTokenResponse(issued, { organizationId: tokens.organizationId, now: now() }))
    return { status: 200, headers: tokenHeaders[issued.outcome], body }
  }

  return {
    async handle(request, context) {
      const response = await answer(request, context).catch((error) =>
        failureResponse(error, () => onError(error, context)),
      )
      const origin = request.header('origin')
      if (origin !== undefined && allowedOrigins.has(origin)) {
        response.headers = { ...response.headers, ...corsHeaders(origin, request.method) }
      }
      if (request.method === 'HEAD') response.body = ''
      return response
    },
  }
}

const notAuthenticated = refuse('not-authenticated', { detail: 'Sign in, then ask again.' })

function tooManyReports(retryAfterMs: number): Refusal {
  return refuse('too-many-requests', {
    detail: 'Too many tokens were reported as rejected. Wait as long as Retry-After says.',
    headers: { 'Retry-After': retryAfter(retryAfterMs) },
  })
}
