import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isTokenError, TokenError } from '../shared/token-error.ts'

async function ask(answer: () => Response | Promise<Response>) {
  const { requestToken } = await import('./endpoint-client.ts')
  const fetch = async () => answer()
  return requestToken({ endpoint: '/api/coveo-token', fetch, controller: new AbortController() }).catch(
    (error) => error,
  )
}

describe('requestToken, where the words of faults cannot be loaded', () => {
  beforeEach(() => {
    vi.resetModules()
    vi.doMock('./endpoint-fault.ts', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
  })
  afterEach(() => {
    vi.doUnmock('./endpoint-fault.ts')
  })

  it.each([
    ['no network', () => Promise.reject(new TypeError('Failed to fetch')), undefined, true],
    ['a server that fails', () => new Response('', { status: 503 }), 503, true],
    ['a session that has ended', () => new Response('{}', { status: 401 }), 401, false],
    ['a wrong address', () => new Response('', { status: 404 }), 404, false],
    ['a page', () => new Response('<p>Hello'), 200, false],
  ])('still tells whether to try again: %s', async (_name, answer, status, retryable) => {
    const error = await ask(answer)
    expect(error).toMatchObject({ code: 'endpoint-failed', status, retryable })
    expect(isTokenError(error)).toBe(true)
    expect(error).toBeInstanceOf(TokenError)
    expect(error.message).toMatch(/^[A-Z].+\.$/)
  })
})
