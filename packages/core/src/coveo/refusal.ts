import { z } from 'zod'
import { tokenError } from '../shared/error-table.ts'
import { redactText } from '../shared/redact-text.ts'
import type { ServerErrorCode, TokenError, TokenErrorOptions } from '../shared/token-error.ts'
import type { CoveoResponse } from './coveo-request.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

/** What Coveo said about a refusal, redacted: the `cause` of the error, for the operator's log only. */
export interface CoveoRefusal {
  readonly status: number
  /** Coveo's own code, opaque to us. */
  readonly errorCode?: string | undefined
  /** For a ticket with Coveo. */
  readonly requestId?: string | undefined
  readonly message?: string | undefined
}

const anyText = z.string().optional().catch(undefined)

/** The three published error bodies in one: `{statusCode…}` (slug 1471), `{message, errorCode, requestID}`, RFC 7807. */
const errorBodySchema = z.looseObject({
  errorCode: anyText,
  type: anyText,
  requestID: anyText,
  message: anyText,
  detail: anyText,
  title: anyText,
})

/** The error for an answer that is not a success. */
export function refusalError(answer: CoveoResponse): TokenError {
  const refusal = readRefusal(answer)
  const said = refusal.errorCode ? `${answer.status} (${refusal.errorCode})` : `${answer.status}`
  const options: Partial<TokenErrorOptions> = { status: answer.status, cause: refusal }
  const asked = retryAfterMs(answer)
  if (asked !== undefined) options.retryAfterMs = Math.min(asked, maxRetryAfterMs)
  if (answer.header('x-coveo-waf-action') === 'block') {
    options.remedy =
      'The firewall in front of Coveo blocked this server: check its address and the values of the grant.'
    return tokenError('coveo-refused', `The firewall in front of Coveo blocked the call with status ${said}.`, options)
  }
  const code = codeOf(answer.status)
  const remedy = remedies[answer.status]
  if (code === 'coveo-refused' && remedy) options.remedy = remedy
  return tokenError(code, `${sentences[code]} with status ${said}.`, options)
}

type RefusalCode = Extract<
  ServerErrorCode,
  'coveo-refused' | 'coveo-rate-limited' | 'coveo-timeout' | 'coveo-server-error' | 'coveo-bad-response'
>

function codeOf(status: number): RefusalCode {
  if (status === 408) return 'coveo-timeout'
  if (status === 429) return 'coveo-rate-limited'
  if (status >= 500) return 'coveo-server-error'
  return status >= 400 ? 'coveo-refused' : 'coveo-bad-response'
}

const sentences: Readonly<Record<RefusalCode, string>> = {
  'coveo-refused': 'Coveo refused the call',
  'coveo-rate-limited': 'Coveo limited the rate of calls',
  'coveo-timeout': 'Coveo gave up waiting for the request',
  'coveo-server-error': 'Coveo failed',
  'coveo-bad-response': 'Coveo answered unexpectedly',
}

const remedies: Readonly<Record<number, string>> = {
  400: 'Check the values of the grant: Coveo found one that it does not accept.',
  401: 'Check the API key: active, not expired, allowed from this address, and holding every privilege that the call needs.',
  403: 'Give the API key the privileges that the call needs; search tokens need an "Authenticated search" key.',
  404: 'Check the organization id, the region and the endpoint.',
  412: 'Check which privileges and identities this API key is allowed to give away.',
  419: 'Replace the expired access token that authenticates the call.',
}

function readRefusal(answer: CoveoResponse): CoveoRefusal {
  const headerId = opaque(answer.header('x-request-id'))
  const body = errorBodySchema.safeParse(parseOrUndefined(answer.text))
  if (!body.success) return { status: answer.status, requestId: headerId }
  const { errorCode, type, requestID, message, detail, title } = body.data
  const said = message ?? detail ?? title
  return {
    status: answer.status,
    errorCode: opaque(errorCode) ?? opaque(type),
    requestId: opaque(requestID) ?? headerId,
    message: said === undefined ? undefined : redactText(said).slice(0, 300),
  }
}

/** Coveo's word for word only if it is short and plain, so that nothing it echoes can ride along. */
function opaque(word: string | null | undefined): string | undefined {
  return word && /^[\w-]{1,64}$/.test(word) && redactText(word) === word ? word : undefined
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
