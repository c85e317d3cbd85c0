import { describe, expect, it, vi } from 'vitest'
import { TokenError } from '../shared/token-error.ts'
import { failureResponse, problem, toServerError } from './problem.ts'

const options = { status: 403, remedy: 'Check the key.' } as const

/** The response to an error, with its body parsed, and the function that reports it. */
function respondTo(error: unknown, signal?: AbortSignal) {
  const report = vi.fn()
  const { status, headers, body } = failureResponse(error, report, signal)
  return { status, headers, body: JSON.parse(body), report }
}

describe('problem', () => {
  it('makes the title and the type of a problem from its code', () => {
    expect(JSON.parse(problem('too-many-requests', { detail: 'Wait.' }).body)).toEqual({
      type: 'urn:coveo-token:problem:too-many-requests',
      title: 'Too many requests',
      status: 429,
      code: 'too-many-requests',
      detail: 'Wait.',
    })
  })
})

describe('failureResponse', () => {
  it.each([
    [new Error('secret'), 500, 'internal', 'The server failed to issue a token. Its log has the reason.'],
    [Object.assign(new Error('x'), { code: 'coveo-refused' }), 500, 'internal', 'The server failed to issue a token.'],
    [new TokenError('unknown' as never, 'x', options), 500, 'internal', 'The server failed to issue a token.'],
    [new TokenError('coveo-refused', 'x', options), 502, 'coveo-refused', 'Coveo does not allow this application to'],
    [new TokenError('coveo-unreachable', 'x', options), 503, 'coveo-unavailable', 'Retry after the time in Retry-Af'],
  ])('responds to %s with status %i and the code %s', (error, status, code, detail) => {
    const response = respondTo(error)
    expect(response).toMatchObject({ status, body: { code, detail: expect.stringContaining(detail) } })
    expect(response.report).toHaveBeenCalledOnce()
  })

  it('does not report that the client disconnected', () => {
    const disconnected = new TokenError('aborted', 'The client disconnected.', options)
    const { status, report } = respondTo(disconnected, AbortSignal.abort())
    expect(status).toBeGreaterThanOrEqual(500)
    expect(report).not.toHaveBeenCalled()
  })

  it('responds 500 to a value whose properties throw', () => {
    const thrown = new Proxy(new TokenError('aborted', 'x', options), {
      get: () => {
        throw new Error('trap')
      },
    })
    expect(respondTo(thrown)).toMatchObject({ status: 500, body: { code: 'internal' } })
  })
})

describe('toServerError', () => {
  it('keeps an error that is not of the kit', () => {
    const own = Object.assign(new Error('own'), { code: 'coveo-refused' })
    expect(toServerError(own)).toBe(own)
  })

  it('keeps a `TokenError` whose code is not in the table', () => {
    const other = new TokenError('not-authenticated', 'Sign in.', options)
    expect(toServerError(other)).toBe(other)
  })

  it('makes an error of a thrown value', () => {
    const error = toServerError('text with xx590a182c-5045-4914-a00b-1f4099581b3e')
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).not.toContain('590a182c')
  })
})
