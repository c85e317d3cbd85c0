import type { TokenError, TokenErrorCode } from '../shared/token-error.ts'
import { endpointSentences } from './endpoint-sentences.ts'

/** What is known about a request that brought no token. */
export interface EndpointFault {
  /** Set where no answer has to be judged. */
  code?: TokenErrorCode | undefined
  response?: Response
  text?: string
  cause?: unknown
}

/** Longest `Retry-After` that is believed. */
const longestWaitMs = 3_600_000

/** What a status would say where the endpoint was not asked, or its answer came too late. */
const statuses: Partial<Record<TokenErrorCode, number>> = { 'renewal-storm': 429, 'signed-out': 401, disposed: 400 }

/**
 * The error for a fault: what happened, what to change in the endpoint, and whether to try again. It is put together here, because
 * naming the class would move it into every page's first download.
 */
export function explainFault(fault: EndpointFault): TokenError {
  const { cause, response } = fault
  const [code, detail] = fault.code ? [fault.code] : classifyFault(fault)
  const { what, remedy } = endpointSentences[code] ?? endpointSentences['endpoint-failed']
  const status = statuses[code] ?? statusOf(fault)
  const message = detail ? `${what} (${detail}).` : `${what}.`
  return Object.assign(
    Error(message, cause instanceof Error && !(cause instanceof SyntaxError) ? { cause } : undefined),
    {
      name: 'TokenError' as const,
      code,
      status: status >= 400 ? status : 502,
      retryable: /^(0|408|425|429|5)/.test(`${status}`),
      retryAfterMs: Math.min(secondsMs(response) || dateMs(response), longestWaitMs) || undefined,
      remedy,
    },
  )
}

/** 0 when there was no answer or it broke off, 302 for a redirect that the browser hides. */
function statusOf({ response, text }: EndpointFault): number {
  if (!response || (response.ok && text === undefined)) return 0
  return response.status || 302
}

type Judgement = [code: TokenErrorCode, detail?: string]

function classifyFault(fault: EndpointFault): Judgement {
  const { response, text = '' } = fault
  const status = statusOf(fault)
  if (!response) return ['endpoint-unreachable']
  if (!status) return ['endpoint-unreachable', 'the answer broke off']
  if (status === 401) return ['not-authenticated']
  if (status >= 400)
    return [problemCode(text) ?? (status === 404 ? 'endpoint-not-found' : 'endpoint-failed'), `${status}`]
  if (status >= 300) return ['endpoint-redirected']
  if (text.length > 128 * 1024) return ['endpoint-too-large', `${Math.ceil(text.length / 1024)} KB`]
  return classifyText(text.trim(), response)
}

function classifyText(text: string, response: Response): Judgement {
  if (!text) return ['endpoint-no-token', 'the body is empty']
  if (text === 'undefined') return ['endpoint-no-token', 'the body is the word undefined']
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'string') return classifyValue(Object(value))
    const nested = /^\s*[[{]/.test(value)
    return nested
      ? ['endpoint-bad-response', 'JSON inside a JSON string; encode it once']
      : ['endpoint-no-token', 'a bare string']
  } catch {
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    return ['endpoint-not-json', /^[\w/+.-]{1,40}$/.test(type) ? type : 'no content type']
  }
}

/** The same demands as those of `isTokenResponse`, one by one. */
function classifyValue(answer: Record<string, unknown>): Judgement {
  const { token, kind, organizationId, fingerprint, expiresIn, refreshIn } = answer
  if (typeof token !== 'string' || /^(undefined|null|\s*)$/.test(token)) return ['endpoint-no-token']
  if (/^xx[\da-f]{8}-/.test(token))
    return ['endpoint-bad-response', 'the token is an API key; revoke it, it must never leave the server']
  if (typeof expiresIn === 'number' && expiresIn < 1) return ['endpoint-expired-token']
  const checks = {
    token: isPlain(token),
    kind: kind === 'search' || kind === 'platform',
    organizationId: isPlain(organizationId),
    fingerprint: isPlain(fingerprint),
    expiresIn: Number(expiresIn) === expiresIn && expiresIn < 1e21,
    refreshIn: Number.isFinite(refreshIn) && Math.abs(Number(refreshIn)) < 1e21,
  }
  const wrong = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]))
  return [
    'endpoint-bad-response',
    wrong.length ? `missing or wrong: ${wrong.join(', ')}` : 'it sent the refused token again',
  ]
}

function isPlain(text: unknown): boolean {
  return typeof text === 'string' && /^(?!(undefined|null)$|xx[\da-f]{8}-)[!#-[\]-~]+$/.test(text)
}

function problemCode(text: string): TokenErrorCode | undefined {
  try {
    const { code } = JSON.parse(text)
    return Object.hasOwn(endpointSentences, code) ? code : undefined
  } catch {
    return undefined
  }
}

function secondsMs(response: Response | undefined): number {
  return Math.max(0, Number(response?.headers.get('retry-after'))) * 1000
}

/** `Retry-After` in its date form, by the server's own clock. */
function dateMs(response: Response | undefined): number {
  const ms = Date.parse(response?.headers.get('retry-after') ?? '') - Date.parse(response?.headers.get('date') ?? '')
  return Math.max(0, ms)
}
