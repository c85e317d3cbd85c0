import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isTokenError, TokenError } from './token-error.ts'

const remedy = 'Change something.'

describe('TokenError', () => {
  it('holds code, status, remedy and retryability', () => {
    const error = new TokenError('coveo-timeout', 'Coveo is slow.', { remedy, status: 503, retryable: true })
    expect(error).toMatchObject({ name: 'TokenError', code: 'coveo-timeout', status: 503, retryable: true, remedy })
    expect(new TokenError('internal', 'A bug.', { remedy })).toMatchObject({ status: 500, retryable: false })
  })

  it('is recognized from another copy of the package, and no other value is', () => {
    const foreign = Object.assign(new Error('Coveo is slow.'), { name: 'TokenError', code: 'coveo-timeout' })
    for (const error of [new TokenError('internal', 'A bug.', { remedy }), foreign]) {
      expect(isTokenError(error)).toBe(true)
      expect(error instanceof TokenError).toBe(true)
    }
    const realm = runInNewContext(`Object.assign(new Error('x'), { name: 'TokenError', code: 'aborted' })`)
    expect(isTokenError(realm)).toBe(true)
    const oauth = Object.assign(new Error('refresh failed'), { name: 'TokenError', code: 'invalid_grant', status: 500 })
    const hyphenated = Object.assign(new Error('refresh failed'), {
      name: 'TokenError',
      code: 'invalid-grant',
      status: 500,
    })
    for (const other of [
      oauth,
      hyphenated,
      new Error('no'),
      { name: 'TokenError', code: 'internal' },
      undefined,
      'TokenError',
    ]) {
      expect(isTokenError(other)).toBe(false)
      expect(other instanceof TokenError).toBe(false)
    }
  })
})
