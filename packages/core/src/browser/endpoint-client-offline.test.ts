import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isTokenError, TokenError } from '../shared/token-error.ts'

async function fail(response: Response | undefined) {
  const { explainFailure } = await import('./endpoint-client.ts')
  const cause = new TypeError('Failed to fetch')
  const abort = new AbortController()
  const flight = { endpoint: '/api/coveo-token', clock: () => 5_000, abort, cause, closedUntil: 0 }
  return explainFailure({ ...flight, ...(response && { response }) })
}

describe('explainFailure, where the words cannot be loaded', () => {
  beforeEach(() => {
    vi.resetModules()
    vi.doMock('./endpoint-failure.ts', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
  })
  afterEach(() => {
    vi.doUnmock('./endpoint-failure.ts')
  })

  it.each([
    ['no network', undefined, undefined, true],
    ['a server that fails', new Response('', { status: 503 }), 503, true],
    ['a limit', new Response('', { status: 429 }), 429, true],
    ['a session that has ended', new Response('{}', { status: 401 }), 401, false],
    ['a page', new Response('<p>Hello'), 200, true],
  ])('still tells whether and when to try again: %s', async (_name, response, status, retryable) => {
    const error = await fail(response)
    expect(error).toMatchObject({ code: 'endpoint-failed', status, retryable, retryAt: 65_000 })
    expect(isTokenError(error)).toBe(true)
    expect(error).toBeInstanceOf(TokenError)
    expect(error.message).toMatch(/^[A-Z].+\.$/)
  })

  it('finds the words at the next failure, where they can be loaded by then', async () => {
    expect(await fail(new Response('', { status: 404 }))).toMatchObject({ code: 'endpoint-failed' })
    vi.doUnmock('./endpoint-failure.ts')
    expect(await fail(new Response('', { status: 404 }))).toMatchObject({ code: 'endpoint-not-found', status: 404 })
  })
})
