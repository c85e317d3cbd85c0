import type { EndpointErrorCode } from '../shared/token-error.ts'
import type { PageErrorCode } from './endpoint-error.ts'

/** The longest body that is read as a token response, in characters. */
export const maxResponseLength = 131_072

const endpointCodes: readonly EndpointErrorCode[] = [
  'not-authenticated',
  'missing-privileges',
  'forbidden-origin',
  'method-not-allowed',
  'bad-request',
  'too-many-requests',
  'coveo-refused',
  'coveo-unavailable',
  'internal',
]

/** The error code of a response that brought no new token. */
export function responseCode({ ok, status }: Response, text: string): PageErrorCode {
  if (status === 401) return 'not-authenticated'
  if (status >= 400) return problemCode(text) ?? (status === 404 ? 'endpoint-not-found' : 'endpoint-failed')
  // The browser hides a redirect behind the status 0.
  if (!ok) return 'endpoint-redirected'
  if (text.length > maxResponseLength) return 'endpoint-too-large'
  if (/^(undefined)?$/.test(text.trim())) return 'endpoint-no-token'
  const value = parseJson(text)
  if (value === undefined) return 'endpoint-not-json'
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return 'endpoint-bad-response'
  const { token, expiresIn } = Object(value)
  if (typeof token !== 'string' || /^(undefined|null|\s*)$/.test(token)) return 'endpoint-no-token'
  return expiresIn < 1 ? 'endpoint-expired-token' : 'endpoint-bad-response'
}

/** The value of a JSON text; undefined for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemCode(text: string): EndpointErrorCode | undefined {
  const { code } = Object(parseJson(text))
  return endpointCodes.find((known) => known === code)
}
