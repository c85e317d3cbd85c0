import { parseJson } from '../requests/parse-response.ts'
import { isPlainText } from '../requests/plain-text.ts'
import { isSeconds } from '../requests/token-response.ts'
import type { EndpointFault, PageErrorCode } from './endpoint-error.ts'

/** The detail of the response that caused an error, for developers. Undefined if the code is enough. */
export function responseDetail(code: PageErrorCode, { response, text }: EndpointFault): string | undefined {
  if (!response) return undefined
  if (text === undefined) return 'the response broke off'
  if (response.status >= 400 && code !== 'not-authenticated') return `${response.status}`
  if (code === 'endpoint-too-large') return `${Math.ceil(text.length / 1024)} KB`
  if (code === 'endpoint-not-json') return mediaType(response)
  if (code === 'endpoint-no-token') return missingToken(text.trim())
  return code === 'endpoint-bad-response' ? contractBreach(parseJson(text)) : undefined
}

function mediaType({ headers }: Response): string {
  const type = headers.get('content-type')?.split(';')[0] ?? ''
  return /^[\w/+.-]{1,40}$/.test(type) ? type : 'no content type'
}

function missingToken(text: string): string | undefined {
  if (!text) return 'the body is empty'
  if (text === 'undefined') return 'the body is the word undefined'
  return typeof parseJson(text) === 'string' ? 'a bare string' : undefined
}

/** The checks of `isTokenResponse`, one by one. */
function contractBreach(response: unknown): string {
  if (typeof response === 'string') return 'JSON inside a JSON string; encode it once'
  const { token, kind, organizationId, fingerprint, subject, expiresIn, refreshIn } = Object(response)
  if (isApiKey(token)) return 'the token is an API key; revoke it, it must never leave the server'
  const checks = {
    token: isPlainText(token),
    kind: kind === 'search' || kind === 'platform',
    organizationId: isPlainText(organizationId),
    fingerprint: isPlainText(fingerprint),
    subject: subject === undefined || isPlainText(subject),
    expiresIn: isSeconds(expiresIn),
    refreshIn: isSeconds(refreshIn),
  }
  const wrong = Object.entries(checks).flatMap(([name, isValid]) => (isValid ? [] : [name]))
  return wrong.length > 0 ? `missing or wrong: ${wrong.join(', ')}` : 'it sent the rejected token again'
}

function isApiKey(text: unknown): boolean {
  return typeof text === 'string' && /^xx[\da-f]{8}-/.test(text)
}
