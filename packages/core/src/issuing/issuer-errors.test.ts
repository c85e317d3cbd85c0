import { describe, expect, it } from 'vitest'
import { tokenError } from '../shared/error-table.ts'
import {
  abortedError,
  asTokenError,
  closedError,
  expiredTokenError,
  grantFailure,
  mintTimeoutError,
  notAGrant,
} from './issuer-errors.ts'

const fault = new Error('boom')

describe('asTokenError', () => {
  it('names the Coveo client, keeps the cause, and allows another attempt', () => {
    expect(asTokenError(fault)).toMatchObject({
      code: 'internal',
      message: 'The Coveo client of the token issuer failed.',
      remedy: 'Correct your Coveo client; the cause of this error is the error that it threw.',
      retryable: true,
      cause: { message: 'boom' },
    })
  })

  it('returns a TokenError as it is', () => {
    const error = tokenError('coveo-timeout', 'Slow.')
    expect(asTokenError(error)).toBe(error)
  })
})

describe('grantFailure', () => {
  it('names the `grant` function, keeps the cause, and allows no other attempt', () => {
    expect(grantFailure(fault)).toMatchObject({
      code: 'internal',
      message: 'The `grant` function of the token issuer failed.',
      remedy: 'Correct your `grant` function; the cause of this error is the error that it threw.',
      retryable: false,
      cause: { message: 'boom' },
    })
  })

  it('returns a TokenError as it is, except for an abort within `grant`', () => {
    const error = tokenError('coveo-timeout', 'Slow.')
    expect(grantFailure(error)).toBe(error)
    expect(grantFailure(abortedError(AbortSignal.abort()))).toMatchObject({ code: 'internal', retryable: false })
  })
})

describe('the errors of an issuer', () => {
  it('say what happened', () => {
    expect(notAGrant().message).toBe('The `grant` function must return searchGrant(…) or platformGrant(…).')
    expect(closedError().message).toBe('The token issuer has been closed.')
    expect(expiredTokenError()).toMatchObject({
      code: 'coveo-bad-response',
      message: 'Coveo minted a token that has already expired.',
    })
    expect(mintTimeoutError(5_000)).toMatchObject({
      code: 'coveo-timeout',
      message: 'Coveo minted no token within 5000 ms.',
    })
    const aborted = abortedError(AbortSignal.abort(fault))
    expect(aborted).toMatchObject({ message: 'The caller stopped waiting for the token.', cause: fault })
  })
})
