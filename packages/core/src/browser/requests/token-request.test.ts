import { describe, expect, it, vi } from 'vitest'
import type { TokenSourceOptions } from '../token-source-contract.ts'
import { requestToken } from './token-request.ts'

const good = {
  token: 'aa.bb.cc',
  kind: 'search',
  organizationId: 'acme',
  expiresIn: 60,
  refreshIn: 40,
  fingerprint: 'f1',
}

function send(
  respond: (init: RequestInit) => Response | Promise<Response>,
  rejected?: string,
  options: TokenSourceOptions = {},
) {
  const fetch = vi.fn<NonNullable<TokenSourceOptions['fetch']>>(async (_url, init) => respond(init))
  const promise = requestToken({ fetch, ...options }, { signal: new AbortController().signal, rejected })
  return { fetch, promise }
}

function body(text: string, init: ResponseInit = {}) {
  return () => new Response(text, { headers: { 'content-type': 'application/json' }, ...init })
}

describe('requestToken', () => {
  it('sends GET past every cache, and follows no redirect', async () => {
    const { fetch, promise } = send(() => Response.json(good))
    expect(await promise).toMatchObject(good)
    expect(fetch).toHaveBeenCalledWith(
      '/api/coveo-token',
      expect.objectContaining({ cache: 'no-store', redirect: 'manual' }),
    )
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('body')
  })

  it('reports a rejected token with POST, by its fingerprint', async () => {
    const { fetch, promise } = send(() => Response.json(good), 'f0')
    await promise
    const init = fetch.mock.calls[0]?.[1]
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"rejected":"f0"}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it.each([
    ['an empty body', body(''), 'endpoint-no-token'],
    ['the word undefined', body('undefined'), 'endpoint-no-token'],
    ['null', body('null'), 'endpoint-no-token'],
    ['the token "undefined"', body(JSON.stringify({ ...good, token: 'undefined' })), 'endpoint-no-token'],
    ['an empty token', body(JSON.stringify({ ...good, token: '' })), 'endpoint-no-token'],
    ['a bare token', body('"aa.bb.cc"'), 'endpoint-no-token'],
    ['doubly encoded JSON', body(JSON.stringify(JSON.stringify(good))), 'endpoint-bad-response'],
    ['a token with a line break', body(JSON.stringify({ ...good, token: 'aa\nbb' })), 'endpoint-bad-response'],
    ['an expiresIn of the wrong type', body(JSON.stringify({ ...good, expiresIn: '60' })), 'endpoint-bad-response'],
    ['an unknown kind', body(JSON.stringify({ ...good, kind: 'api-key' })), 'endpoint-bad-response'],
    ['an array', body('[1]'), 'endpoint-no-token'],
    [
      'an API key',
      body(JSON.stringify({ ...good, token: 'xx12345678-aaaa-bbbb-cccc-1234567890ab' })),
      'endpoint-bad-response',
    ],
    ['an expired token', body(JSON.stringify({ ...good, expiresIn: 0 })), 'endpoint-expired-token'],
    ['a page', body('<!doctype html><p>Hello', { headers: { 'content-type': 'text/html' } }), 'endpoint-not-json'],
    ['more than 128 KB', body(JSON.stringify({ ...good, extra: 'x'.repeat(140_000) })), 'endpoint-too-large'],
    ['a redirect to a login page', body('', { status: 302, headers: { location: '/login' } }), 'endpoint-redirected'],
    ['404', body('<h1>Not found', { status: 404 }), 'endpoint-not-found'],
    ['401', body('{}', { status: 401 }), 'not-authenticated'],
    ['403 with a code of the contract', body('{"code":"forbidden-origin"}', { status: 403 }), 'forbidden-origin'],
    ['403 with a code of its own', body('{"code":"constructor"}', { status: 403 }), 'endpoint-failed'],
  ] as const)('rejects with the code of %s, not retryable, and with a remedy', async (_name, answer, code) => {
    const { promise } = send(answer)
    await expect(promise).rejects.toMatchObject({ name: 'TokenError', code, retryable: false })
    const error = await promise.catch((caught) => caught)
    expect(error.message).toMatch(/^[A-Z].+\.$/)
    expect(error.remedy).toMatch(/^[A-Z].{10,}\.$/)
    expect(error.cause).toBeUndefined()
    expect(`${error.message}${error.remedy}`).not.toContain('aa.bb.cc')
    expect(`${error.message}${error.remedy}`).not.toContain('xx12345678')
  })

  it.each([408, 425, 429, 500, 502, 503, 504])('rejects with a retryable error on %i', async (status) => {
    await expect(send(body('', { status })).promise).rejects.toMatchObject({ retryable: true, status })
  })

  it('reads Retry-After in seconds and as a date of the server', async () => {
    const date = 'Sat, 01 Jan 2000 00:00:00 GMT'
    const later = 'Sat, 01 Jan 2000 00:00:07 GMT'
    const seconds = send(body('', { status: 503, headers: { 'retry-after': '7' } }))
    const dated = send(body('', { status: 503, headers: { 'retry-after': later, date } }))
    await expect(seconds.promise).rejects.toMatchObject({ retryAfterMs: 7_000 })
    await expect(dated.promise).rejects.toMatchObject({ retryAfterMs: 7_000 })
  })

  it('rejects with `endpoint-unreachable` where the network fails', async () => {
    const { promise } = send(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(promise).rejects.toMatchObject({
      code: 'endpoint-unreachable',
      retryable: true,
      cause: expect.any(TypeError),
    })
  })

  it('rejects with a retryable error where the response breaks off', async () => {
    const stream = new ReadableStream({ start: (controller) => controller.error(new TypeError('network error')) })
    const { promise } = send(() => new Response(stream))
    await expect(promise).rejects.toMatchObject({ code: 'endpoint-unreachable', retryable: true, status: 502 })
  })

  it('rejects a response with the rejected token', async () => {
    const { promise } = send(() => Response.json(good), 'f1')
    await expect(promise).rejects.toMatchObject({ code: 'endpoint-bad-response', retryable: false })
  })
})
