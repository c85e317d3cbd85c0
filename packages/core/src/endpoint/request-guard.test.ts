import { describe, expect, it } from 'vitest'
import type { EndpointRequest } from './endpoint-exchange.ts'
import { createRequestGuard } from './request-guard.ts'

function request(
  headers: Record<string, string>,
  part: { path?: string; origin?: string; method?: string } = {},
): EndpointRequest {
  return {
    method: 'GET',
    path: '',
    origin: 'https://app.example',
    header: (name) => headers[name],
    query: () => [],
    body: () => undefined,
    ...part,
  }
}

describe('createRequestGuard', () => {
  it.each(['', '/'])('accepts the path %j', (path) => {
    expect(createRequestGuard({}).refuse(request({}, { path }))).toBeUndefined()
  })

  it.each(['/x.css', '/x', '//', ';x.css', '.css'])('responds 404 below its own path: %j', (path) => {
    const refusal = createRequestGuard({}).refuse(request({}, { path }))
    expect(refusal?.response.status).toBe(404)
    expect(JSON.parse(refusal?.response.body ?? '')).toMatchObject({ code: 'endpoint-not-found', status: 404 })
  })

  it.each([
    ['https://app.example', undefined, true],
    ['https://app.example:8443', undefined, true],
    ['http://127.0.0.1:3000', undefined, true],
    ['http://127.0.0.1:3001', undefined, false],
    ['https://evil.example', undefined, false],
    ['https://app.example.evil.example', undefined, false],
    ['null', undefined, false],
    ['https://app.example', 'app.example', true],
    ['https://app.example', 'APP.example:443', true],
    ['https://app.example', 'evil.example', false],
    ['https://evil.example', 'app.example', false],
    ['https://app.example', 'app.example@evil.example', false],
    ['https://app.example', 'a b', false],
  ])('with `allowedHosts`, for %s and Host %s: %s', (origin, host, isAllowed) => {
    const guard = createRequestGuard({ allowedHosts: ['app.example', '127.0.0.1:3000'] })
    const refusal = guard.refuse(request(host === undefined ? {} : { host }, { origin }))
    expect(refusal === undefined).toBe(isAllowed)
    if (refusal) {
      expect(refusal.response.status).toBe(403)
      expect(refusal.error?.remedy).toContain('`allowedHosts`')
    }
  })

  it('refuses a rebound host also where the browser calls the request same-origin', () => {
    const guard = createRequestGuard({ allowedHosts: ['app.example'], allowedOrigins: ['https://evil.example'] })
    const headers = { host: 'evil.example', origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }
    expect(guard.refuse(request(headers, { origin: 'https://evil.example' }))?.response.status).toBe(403)
  })

  it('cuts long header values in the error, and writes line breaks as escapes', () => {
    const origin = `https://evil.example\r\n${'x'.repeat(10_000)}`
    const { error } = createRequestGuard({}).refuse(request({ origin })) ?? {}
    expect(error?.message).not.toMatch(/[\r\n]/)
    expect(error?.message.length).toBeLessThan(500)
  })

  it.each([
    [[]],
    [['https://app.example']],
    [['app.example/path']],
    [['*.example']],
    [['APP.example']],
    [[1]],
    ['app.example'],
  ])('throws for `allowedHosts: %j`', (allowedHosts) => {
    expect(() => createRequestGuard({ allowedHosts: allowedHosts as string[] })).toThrow(/`allowedHosts`/)
  })
})
