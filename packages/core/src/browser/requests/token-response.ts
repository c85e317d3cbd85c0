import type { TokenResponse } from '../../shared/endpoint-contract.ts'
import { isPlainText } from './plain-text.ts'

/** Whether a value of any origin is a token response with at least one second of lifetime. */
export function isTokenResponse(value: unknown): value is TokenResponse {
  const { token, kind, organizationId, fingerprint, subject = 'none', expiresIn, refreshIn } = Object(value)
  return (
    [token, organizationId, fingerprint, subject].every(isPlainText) &&
    (kind === 'search' || kind === 'platform') &&
    isSeconds(expiresIn) &&
    expiresIn >= 1 &&
    isSeconds(refreshIn)
  )
}

/** Whether a value is a number of seconds that calculations can use. */
export function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) < 1e21
}
