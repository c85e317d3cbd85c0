import type { ServerErrorCode } from '../shared/error-codes.ts'
import { tokenError } from '../shared/error-table.ts'
import { cutText, redactText } from '../shared/redact-text.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { CoveoRegion } from './base-urls.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { maskEchoes } from './mask-echoes.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

/** The body of a failed response, redacted: the `cause` of the error, for the operator's log only. */
export interface CoveoErrorDetails {
  readonly status: number
  /** Coveo's own code. Its values are not published. */
  readonly errorCode?: string | undefined
  /** For a ticket with Coveo. */
  readonly requestId?: string | undefined
  readonly message?: string | undefined
}

/** Creates the error for a response that is not a success. */
export function coveoError(response: CoveoResponse): TokenError {
  const { status } = response
  const cause = readDetails(response)
  const pauseMs = retryAfterMs(response)
  const isBlocked = response.header('x-coveo-waf-action') === 'block'
  const code = isBlocked ? 'coveo-refused' : codeOf(status)
  const sentence = isBlocked ? 'The firewall in front of Coveo blocked the call' : sentences[code]
  const remedy = isBlocked ? blockedRemedy : code === 'coveo-refused' ? refusalRemedy(cause) : undefined
  return tokenError(code, `${sentence} with status ${status}${cause.errorCode ? ` (${cause.errorCode})` : ''}.`, {
    status,
    cause,
    ...(pauseMs !== undefined && { retryAfterMs: Math.min(pauseMs, maxRetryAfterMs) }),
    ...(remedy !== undefined && { remedy }),
  })
}

const blockedRemedy = 'The firewall blocked this server: check its address and the values of the grant.'

function refusalRemedy({ status, message }: CoveoErrorDetails): string | undefined {
  const region = allowedRegion(message)
  return region ? `This organization is in ${region}: set COVEO_REGION=${region}.` : remedies[status]
}

type ResponseErrorCode = Extract<
  ServerErrorCode,
  'coveo-refused' | 'coveo-rate-limited' | 'coveo-timeout' | 'coveo-server-error' | 'coveo-bad-response'
>

function codeOf(status: number): ResponseErrorCode {
  if (status === 408) return 'coveo-timeout'
  if (status === 429) return 'coveo-rate-limited'
  if (status >= 500) return 'coveo-server-error'
  return status >= 400 ? 'coveo-refused' : 'coveo-bad-response'
}

const sentences: Readonly<Record<ResponseErrorCode, string>> = {
  'coveo-refused': 'Coveo refused the call',
  'coveo-rate-limited': 'Coveo limited the rate of calls',
  'coveo-timeout': 'Coveo timed out waiting for the request',
  'coveo-server-error': 'Coveo failed',
  'coveo-bad-response': 'Coveo responded unexpectedly',
}

const remedies: Readonly<Record<number, string>> = {
  400: 'Correct the grant: Coveo does not accept one of its values.',
  401: 'Check that the API key is active, not expired, and allowed from this address.',
  403: 'Give the API key the privileges that the call needs; search tokens need an "Authenticated search" key.',
  404: 'Check the organization id, the region and the base URL.',
  419: 'Replace the expired access token.',
  412: 'Check which privileges and identities this API key may put into a token.',
}

/**
 * Reads the three published error bodies: `{statusCode…}`, `{message, errorCode, requestID}` and RFC 7807.
 *
 * @see https://docs.coveo.com/en/1471
 */
function readDetails(response: CoveoResponse): CoveoErrorDetails {
  const { status, secrets } = response
  /** A short text: cut before it is redacted, because a response can be long. */
  const safeText = (text: string) => redactText(maskEchoes(cutText(text, 1_000), secrets)).slice(0, 300)
  /** A short plain word, unless it contains a secret. */
  const safeWord = (word: unknown) =>
    typeof word === 'string' && /^[\w-]{1,64}$/.test(word) && safeText(word) === word ? word : undefined

  const body = readBody(response.text)
  const text = [body.message, body.detail, body.title].find((value) => typeof value === 'string')
  return {
    status,
    errorCode: safeWord(body.errorCode) ?? safeWord(body.type),
    requestId: safeWord(body.requestID) ?? safeWord(response.header('x-request-id')),
    message: text === undefined ? undefined : safeText(text),
  }
}

function readBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The region that a response for the wrong one names: "Allowed region(s): '[eu-west-1]'". */
function allowedRegion(message: string | undefined): CoveoRegion | undefined {
  const [, name] = /Allowed region\(s\): '\[([a-z]+)-/.exec(message ?? '') ?? []
  if (name === undefined) return undefined
  return regionsByName[name] ?? 'us'
}

const regionsByName: Readonly<Record<string, CoveoRegion>> = { eu: 'eu', ca: 'ca', au: 'au', ap: 'au' }
