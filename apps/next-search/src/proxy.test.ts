import { NextRequest } from 'next/server.js'
import { describe, expect, it, vi } from 'vitest'
import { proxy } from './proxy.ts'

vi.mock('server-only', () => ({}))

vi.stubEnv('COVEO_ORGANIZATION_ID', 'acme')
vi.stubEnv('COVEO_API_KEY', 'xx01234567-89ab-cdef-0123-456789abcdef')
vi.stubEnv('SESSION_SECRET', 'a secret of at least thirty-two characters')

describe('proxy', () => {
  it('allows each page its own scripts and the host of the organization only', () => {
    const headers = proxy(new NextRequest('http://127.0.0.1/')).headers
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
        const answer = proxy(new NextRequest('http://127.0.0.1/api/session', { method, headers }))
        expect(answer.status).toBe(403)
        expect(await answer.json()).toMatchObject({ status: 403, code: 'forbidden-origin' })
      }
      expect(proxy(new NextRequest('http://127.0.0.1/', { headers })).status).toBe(200)
    }
    const own = { Origin: 'http://127.0.0.1', Host: '127.0.0.1' }
    expect(proxy(new NextRequest('http://127.0.0.1/api/session', { method: 'POST', headers: own })).status).toBe(200)
  })

  it('creates a nonce for every response', () => {
    const policies = [1, 2].map(() =>
      proxy(new NextRequest('http://127.0.0.1/')).headers.get('content-security-policy'),
    )
    expect(policies[0]).not.toBe(policies[1])
  })
})
