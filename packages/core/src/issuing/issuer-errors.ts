import { tokenError } from '../shared/error-table.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { isTokenError, TokenError } from '../shared/token-error.ts'

/** Returns an error of a Coveo client as a TokenError. */
export function asTokenError(thrown: unknown): TokenError {
  return isTokenError(thrown) ? thrown : failure(thrown, { name: 'Coveo client', retryable: true })
}

/** Returns an error of the application's `grant` function as a TokenError. */
export function grantFailure(thrown: unknown): TokenError {
  // An abort within `grant` must reach the log: the caller of the issuer did not disconnect.
  const isComplete = isTokenError(thrown) && thrown.code !== 'aborted'
  return isComplete ? thrown : failure(thrown, { name: '`grant` function', retryable: false })
}

function failure(thrown: unknown, { name, retryable }: { name: string; retryable: boolean }): TokenError {
  return new TokenError('internal', `The ${name} of the token issuer failed.`, {
    remedy: `Correct your ${name}; the cause of this error is the error that it threw.`,
    retryable,
    cause: redactedError(thrown),
  })
}

export function notAGrant(): TokenError {
  return tokenError('grant-invalid', 'The `grant` function must return searchGrant(…) or platformGrant(…).')
}

export function expiredTokenError(): TokenError {
  return tokenError('coveo-bad-response', 'Coveo minted a token that has already expired.')
}

export function mintTimeoutError(limitMs: number): TokenError {
  return tokenError('coveo-timeout', `Coveo minted no token within ${limitMs} ms.`)
}

export function closedError(): TokenError {
  return tokenError('closed', 'The token issuer has been closed.')
}

export function abortedError(signal: AbortSignal): TokenError {
  return tokenError('aborted', 'The caller stopped waiting for the token.', { cause: signal.reason })
}
