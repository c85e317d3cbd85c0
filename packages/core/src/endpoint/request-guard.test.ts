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
    expect(refusal?.response.body).toContain('"The token endpoint has no paths below its own."')
  })

  it('names the allowed methods where it refuses another', () => {
    const { response } = createRequestGuard({}).refuse(request({}, { method: 'PUT' })) ?? {}
    expect(response?.status).toBe(405)
    expect(response?.headers).toMatchObject({ Allow: 'GET, HEAD, POST, OPTIONS' })
    expect(response?.body).toContain('"The token endpoint allows GET, HEAD, POST, OPTIONS."')
  })

  it('logs what it compared, and the setting to change, where it refuses an origin', () => {
    const { response, error } = createRequestGuard({}).refuse(request({ origin: 'https://evil.example' })) ?? {}
    expect(response?.body).toContain(
      '"The server does not allow this origin or host. Its log has the setting to change."',
    )
    expect(error?.message).toBe(
      'Refused a request with `Origin: "https://evil.example"` and `Sec-Fetch-Site: absent`; the endpoint\'s own origin is "https://app.example".',
    )
    expect(error?.remedy).toMatch(/`allowedOrigins`.*`trust proxy`.*`X-Forwarded-Host` and `X-Forwarded-Proto`/)
  })

  it('names every host of the request where it refuses one', () => {
    const guard = createRequestGuard({ allowedHosts: ['app.example'] })
    const { error } = guard.refuse(request({ host: 'evil.example' })) ?? {}
    expect(error?.message).toBe('Refused a request for the host "app.example" and "evil.example".')
    const { error: other } = guard.refuse(request({}, { origin: 'no URL' })) ?? {}
    expect(other?.message).toBe('Refused a request for the host "".')
  })

  it.each(['no URL', 'file:///'])('refuses a page of another site where its own origin is %j', (origin) => {
    const headers = { origin: 'https://evil.example' }
    expect(createRequestGuard({}).refuse(request(headers, { origin }))?.response.status).toBe(403)
  })

  it('shows an example of an origin or a host where an option is malformed', () => {
    expect(() => createRequestGuard({ allowedOrigins: ['*'] })).toThrow(
      '`allowedOrigins` names "*": write each as `https://app.example` or `https://app.example:8443`, in lower case, without a path or a wildcard.',
    )
    expect(() => createRequestGuard({ allowedHosts: ['a/b'] })).toThrow(
      '`allowedHosts` names "a/b": write each as `app.example` or `app.example:8443`, in lower case, without a path or a wildcard.',
    )
    expect(() => createRequestGuard({ allowedOrigins: 'https://app.example' as never })).toThrow(
      '`allowedOrigins` must be an array.',
    )
  })

  it.each([['app.example'], ['no URL'], [''], [1], [null], [['https://app.example']]])(
    'throws for `allowedOrigins: [%j]`',
    (entry) => {
      expect(() => createRequestGuard({ allowedOrigins: [entry as string] })).toThrow(
        `\`allowedOrigins\` names ${JSON.stringify(entry)}: write each as \`https://app.example\``,
      )
    },
  )

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
    [[['app.example']]],
    ['app.example'],
  ])('throws for `allowedHosts: %j`', (allowedHosts) => {
    expect(() => createRequestGuard({ allowedHosts: allowedHosts as string[] })).toThrow(/`allowedHosts`/)
  })
})
