import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { coveoError } from './coveo-error.ts'
import { responseOf } from './coveo-response.test.fixture.ts'

function errorOf(status: number, body: unknown, headers: Record<string, string> = {}) {
  return coveoError(responseOf(body, { status, headers }))
}

describe('coveoError', () => {
  it.each([
    [400, 'coveo-refused', false],
    [401, 'coveo-refused', false],
    [403, 'coveo-refused', false],
    [404, 'coveo-refused', false],
    [408, 'coveo-timeout', true],
    [412, 'coveo-refused', false],
    [419, 'coveo-refused', false],
    [422, 'coveo-refused', false],
    [429, 'coveo-rate-limited', true],
    [500, 'coveo-server-error', true],
    [502, 'coveo-server-error', true],
    [503, 'coveo-server-error', true],
    [204, 'coveo-bad-response', true],
  ])('maps status %i to %s', (status, code, retryable) => {
    expect(errorOf(status, '')).toMatchObject({ code, retryable, status })
  })

  it('has a separate remedy for each common status', () => {
    const remedies = [400, 401, 403, 404, 412, 419, 422].map((status) => errorOf(status, '').remedy)
    expect(new Set(remedies).size).toBe(7)
    expect(errorOf(403, '').remedy).toMatch(/Authenticated search/)
  })

  it('reads the body of the Search API', () => {
    const error = errorOf(403, { statusCode: 403, message: 'Access denied', type: 'AccessDeniedException' })
    expect(error.message).toBe('Coveo refused the call with status 403 (AccessDeniedException).')
    expect(error.cause).toMatchObject({ status: 403, errorCode: 'AccessDeniedException', message: 'Access denied' })
  })

  it('reads the body of the platform API', () => {
    expect(errorOf(401, { message: 'No.', errorCode: 'INVALID_TOKEN', requestID: 'b5e1-77' }).cause).toEqual({
      status: 401,
      errorCode: 'INVALID_TOKEN',
      requestId: 'b5e1-77',
      message: 'No.',
    })
  })

  it.each([
    ["'[eu-west-1]'", 'eu'],
    ["'[ca-central-1]'", 'ca'],
    ["'[ap-southeast-2, eu-west-1]'", 'au'],
    ["'[us-east-1]'", 'us'],
  ])('names the region to set when Coveo allows %s', (allowed, region) => {
    const message = `Organization: 'acme' does not accept requests in current region 'us-east-2'. Allowed region(s): ${allowed}.`
    const error = errorOf(400, { message, errorCode: 'INVALID_REQUEST' })
    expect(error.remedy).toBe(`This organization is in ${region}: set COVEO_REGION=${region}.`)
    expect(error).toMatchObject({ code: 'coveo-refused', cause: { errorCode: 'INVALID_REQUEST' } })
  })

  it('reads an RFC 7807 body', () => {
    const body = { status: 400, title: 'Bad request', type: 'about:blank', detail: 'Hub unknown', instance: '/a' }
    expect(errorOf(400, body).cause).toMatchObject({ status: 400, errorCode: undefined, message: 'Hub unknown' })
    expect(errorOf(400, { title: 'Bad request' }).cause).toMatchObject({ message: 'Bad request' })
  })

  it.each(['', '<html>Bad Gateway</html>', 'null', '[]', '5', '{"message": {"a": 1}, "errorCode": 7}'])(
    'accepts a body without details: %j',
    (body) => {
      const error = errorOf(502, body, { 'x-request-id': 'req-1' })
      expect(error.message).toBe('Coveo failed with status 502.')
      expect(error.cause).toMatchObject({ status: 502, requestId: 'req-1' })
    },
  )

  it('recognizes the firewall in front of Coveo', () => {
    const error = errorOf(403, '<html>', { 'x-coveo-waf-action': 'block' })
    expect(error).toMatchObject({ code: 'coveo-refused', remedy: expect.stringContaining('firewall') })
  })

  it('reports the pause of Retry-After, at most a minute', () => {
    expect(errorOf(429, '', { 'retry-after': '7' }).retryAfterMs).toBe(7_000)
    expect(errorOf(503, '', { 'retry-after': '31536000' }).retryAfterMs).toBe(60_000)
    expect(errorOf(429, '').retryAfterMs).toBeUndefined()
  })

  it('masks secrets that Coveo echoes, and cuts long text', () => {
    const key = 'xx590a182c-5045-4914-a00b-1f4099581b3e'
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3ODU4MzM2MDB9.c2lnbmF0dXJl'
    const error = errorOf(
      401,
      { message: `Key ${key} and token ${jwt} ${'x'.repeat(5_000)}`, errorCode: key, requestID: jwt },
      { 'x-request-id': key },
    )
    const shown = inspect(error, { depth: 10, showHidden: true })
    expect(shown).not.toContain(key)
    expect(shown).not.toContain(jwt)
    expect((error.cause as { message: string }).message.length).toBeLessThanOrEqual(300)
  })
})
