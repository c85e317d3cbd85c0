import { ApiError } from '../api/api-error.ts'
import type { ApiFamily } from '../api/route.ts'

/** The error for a request without a credential. */
export function missingToken(family: ApiFamily): ApiError {
  const message = 'The request carries no access token.'
  if (family === 'analytics') return new ApiError(message, { status: 401, code: 'UNAUTHORIZED', type: 'Unauthorized' })
  return new ApiError(message, { status: 401, code: 'UNAUTHORIZED', type: 'InvalidTokenException' })
}

/**
 * The error for an unknown, revoked or malformed credential.
 * @see https://docs.coveo.com/en/1471
 */
export function invalidToken(family: ApiFamily): ApiError {
  if (family === 'analytics') return analyticsTokenError()
  return new ApiError(family === 'search' ? 'Invalid access token.' : 'The access token is not valid.', {
    status: 401,
    code: family === 'search' ? 'UNAUTHORIZED' : 'INVALID_TOKEN',
    type: 'InvalidTokenException',
  })
}

/**
 * The error for an expired token. The search body, without an error code, is as seen in production.
 * @see https://docs.coveo.com/en/56
 */
export function expiredToken(family: ApiFamily, status: 401 | 419): ApiError {
  if (family === 'analytics') return analyticsTokenError()
  if (family === 'platform') {
    return new ApiError('The access token has expired.', { status: 401, code: 'INVALID_TOKEN' })
  }
  return new ApiError('Expired token', { status, code: undefined, type: 'ExpiredTokenException' })
}

/** @see https://docs.coveo.com/en/1431 */
function analyticsTokenError(): ApiError {
  return new ApiError('The provided token is not a valid token.', {
    status: 400,
    code: 'INVALID_TOKEN',
    type: 'InvalidToken',
  })
}
