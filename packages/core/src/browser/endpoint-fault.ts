import { TokenError, type TokenErrorCode, type TokenErrorOptions } from '../shared/token-error.ts'
import { endpointSentences } from './endpoint-sentences.ts'

/** What is known about a request that brought no token. */
export interface EndpointFault {
  /** HTTP status; 0 when there was no answer, 302 for a redirect that the browser hides. */
  status: number
  /** Set where no answer has to be judged. */
  code?: TokenErrorCode | undefined
  response?: Response
  text?: string
  cause?: unknown
}

/** What follows from a fault without words. */
export type FaultFacts = Pick<TokenErrorOptions, 'status' | 'retryable' | 'retryAfterMs'>

/** The `TokenError` for a fault: what happened, and what to change in the endpoint. */
export function explainFault(fault: EndpointFault, facts: FaultFacts): TokenError {
  const [code, detail] = fault.code ? judgeCode(fault.code) : judgeFault(fault)
  const { what, remedy } = endpointSentences[code] ?? endpointSentences['endpoint-failed']
  const message = detail ? `${what} (${detail}).` : `${what}.`
  const { cause, status } = fault
  return new TokenError(code, message, {
    ...facts,
    status: status >= 400 ? status : 502,
    retryAfterMs: facts.retryAfterMs ?? dateMs(fault.response),
    remedy,
    cause: cause instanceof SyntaxError ? undefined : cause,
  })
}

type Judgement = [code: TokenErrorCode, detail?: string]

function judgeCode(code: TokenErrorCode): Judgement {
  return code === 'endpoint-bad-answer' ? [code, 'it sent the refused token again'] : [code]
}

function judgeFault({ status, response, text }: EndpointFault): Judgement {
  if (!response) return ['endpoint-unreachable']
  if (status === 401) return ['not-authenticated']
  if (status >= 400)
    return [problemCode(text) ?? (status === 404 ? 'endpoint-not-found' : 'endpoint-failed'), `${status}`]
  if (status >= 300) return ['endpoint-redirected']
  if (text === undefined) return ['endpoint-unreachable', 'the answer broke off']
  if (text.length > 128 * 1024) return ['endpoint-too-large', `${Math.ceil(text.length / 1024)} KB`]
  return judgeText(text.trim(), response)
}

function judgeText(text: string, response: Response): Judgement {
  if (!text) return ['endpoint-no-token', 'the body is empty']
  if (text === 'undefined') return ['endpoint-no-token', 'the body is the word undefined']
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'string') return judgeValue(Object(value))
    const nested = /^\s*[[{]/.test(value)
    return nested
      ? ['endpoint-bad-answer', 'JSON inside a JSON string; encode it once']
      : ['endpoint-no-token', 'a bare string']
  } catch {
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    return ['endpoint-not-json', /^[\w/+.-]{1,40}$/.test(type) ? type : 'no content type']
  }
}

function judgeValue(answer: Record<string, unknown>): Judgement {
  const { token, kind, organizationId, fingerprint, expiresIn, refreshIn } = answer
  if (typeof token !== 'string' || /^(undefined|null|\s*)$/.test(token)) return ['endpoint-no-token']
  if (/^xx[\da-f]{8}-/.test(token))
    return ['endpoint-bad-answer', 'the token is an API key; revoke it, it must never leave the server']
  if (typeof expiresIn === 'number' && expiresIn <= 0) return ['endpoint-expired-token']
  const checks = {
    token: /^[!-~]+$/.test(token),
    kind: kind === 'search' || kind === 'platform',
    organizationId: typeof organizationId === 'string' && organizationId !== '',
    fingerprint: typeof fingerprint === 'string' && fingerprint !== '',
    expiresIn: Number.isFinite(expiresIn),
    refreshIn: Number.isFinite(refreshIn),
  }
  const wrong = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]))
  return ['endpoint-bad-answer', `missing or wrong: ${wrong.join(', ')}`]
}

function problemCode(text: string | undefined): TokenErrorCode | undefined {
  try {
    const { code } = JSON.parse(text ?? '')
    return Object.hasOwn(endpointSentences, code) ? code : undefined
  } catch {
    return undefined
  }
}

/** `Retry-After` in its date form, by the server's own clock. */
function dateMs(response: Response | undefined): number | undefined {
  const ms = Date.parse(response?.headers.get('retry-after') ?? '') - Date.parse(response?.headers.get('date') ?? '')
  return ms > 0 ? ms : undefined
}
