import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { endpointCodes } from '../../shared/error-codes.ts'
import type { PageErrorCode } from '../errors/endpoint-error.ts'
import { isTokenResponse } from './token-response.ts'

/** The longest body that is read as a token response, in characters. */
const maxLength = 131_072

export interface ResponseBody {
  readonly text: string
  /** Fingerprint of the token that the response must replace. */
  readonly rejected?: string | undefined
}

/** The token response in the body of a response, or the code of its error. */
export function parseResponse(
  { ok, status }: Response,
  { text, rejected }: ResponseBody,
): TokenResponse | PageErrorCode {
  const value = parseJson(text.slice(0, maxLength))
  const { code, token, expiresIn } = Object(value)
  if (status === 401) return 'not-authenticated'
  if (status >= 400) {
    if (endpointCodes.includes(code)) return code
    return status === 404 ? 'endpoint-not-found' : 'endpoint-failed'
  }
  // The browser hides a redirect behind the status 0.
  if (!ok) return 'endpoint-redirected'
  if (text.length > maxLength) return 'endpoint-too-large'
  if (isTokenResponse(value)) return value.fingerprint === rejected ? 'endpoint-bad-response' : value
  if (isLost(text)) return 'endpoint-no-token'
  if (value === undefined) return 'endpoint-not-json'
  // JSON that was encoded twice.
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return 'endpoint-bad-response'
  if (typeof token !== 'string' || isLost(token)) return 'endpoint-no-token'
  return expiresIn < 1 ? 'endpoint-expired-token' : 'endpoint-bad-response'
}

/** Whether a text is what a missing value becomes in a text. */
function isLost(text: string): boolean {
  return /^(undefined|null)?$/.test(text.trim())
}

/** The value of a JSON text; undefined for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
