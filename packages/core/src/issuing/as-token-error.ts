import { tokenError } from '../shared/error-table.ts'
import { redactText } from '../shared/redact-text.ts'
import { isTokenError, TokenError } from '../shared/token-error.ts'

/** Anything that a Coveo client can throw, as a TokenError. */
export function asTokenError(thrown: unknown): TokenError {
  if (isTokenError(thrown)) return thrown
  return new TokenError('internal', 'Minting a token failed for a reason that was not foreseen.', {
    remedy: 'Look at the cause of this error: the Coveo client threw something other than a TokenError.',
    retryable: true,
    cause: described(thrown),
  })
}

/** What the application's `grant` function threw, as a TokenError. */
export function grantFailure(thrown: unknown): TokenError {
  if (isTokenError(thrown)) return thrown
  return new TokenError('internal', 'The `grant` function of the token issuer failed.', {
    remedy: 'Correct your `grant` function; the cause of this error is what it threw.',
    cause: described(thrown),
  })
}

/** What the application's `grant` function returned instead of a grant. */
export function notAGrant(): TokenError {
  return tokenError('grant-invalid', 'The `grant` function must return searchGrant(…) or platformGrant(…).')
}

/** An error's name, words and stack without anything that looks like a key or a token; its other fields stay behind. */
export function described(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(redactText(`Thrown value of type ${typeof thrown}.`))
  const safe = new Error(redactText(thrown.message))
  safe.name = thrown.name
  safe.stack = redactText(thrown.stack ?? '')
  return safe
}
