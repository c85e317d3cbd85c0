import { NextRequest } from 'next/server.js'
import { describe, expect, it, vi } from 'vitest'
import { proxy } from './proxy.ts'

vi.mock('server-only', () => ({}))

vi.stubEnv('COVEO_ORGANIZATION_ID', 'acme')
vi.stubEnv('COVEO_API_KEY', 'xx01234567-89ab-cdef-0123-456789abcdef')
vi.stubEnv('SESSION_SECRET', 'a secret of at least thirty-two characters')

/** A request as Next passes it to the proxy: with a `Host`. */
function requestFor(
  path: string,
  { headers = {}, ...init }: { method?: string; headers?: Record<string, string> } = {},
) {
  return new NextRequest(`http://127.0.0.1${path}`, { ...init, headers: { Host: '127.0.0.1', ...headers } })
}

describe('proxy', () => {
  it('allows each page its own scripts and the host of the organization only', () => {
    const headers = proxy(requestFor('/')).headers
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+';/)
    expect(policy).toContain("connect-src 'self' https://acme.org.coveo.com;")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    // Next reads the nonce from this header.
    expect(headers.get('x-middleware-request-content-security-policy')).toBe(policy)
  })

  it('refuses cross-site requests that change state', async () => {
    const others: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]
    for (const headers of others) {
      for (const method of ['POST', 'DELETE']) {
        const response = proxy(requestFor('/api/session', { method, headers }))
        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
      }
      expect(proxy(requestFor('/', { headers })).status).toBe(200)
    }
    const own = { Origin: 'http://127.0.0.1', Host: '127.0.0.1' }
    expect(proxy(requestFor('/api/session', { method: 'POST', headers: own })).status).toBe(200)
  })

  it('refuses requests for a host that is not in `ALLOWED_HOSTS`', async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', '']) {
      for (const path of ['/', '/api/session', '/server-rendered']) {
        const refused = proxy(requestFor(path, { headers: { Host: host } }))
        expect(refused.status).toBe(403)
        expect(await refused.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
      }
    }
    for (const host of ['localhost:4402', '127.0.0.1', '[::1]:1']) {
      expect(proxy(requestFor('/', { headers: { Host: host } })).status).toBe(200)
    }
  })

  it('creates a nonce for every response', () => {
    const policies = [1, 2].map(() => proxy(requestFor('/')).headers.get('content-security-policy'))
    expect(policies[0]).not.toBe(policies[1])
  })
})
