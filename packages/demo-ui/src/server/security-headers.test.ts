import { describe, expect, it } from 'vitest'
import { securityHeaders } from './security-headers.ts'

describe('securityHeaders', () => {
  it('lets the page reach its own origin and the search, nothing else', () => {
    const policy = securityHeaders({ connectTo: ['https://acme.org.coveo.com'] })['Content-Security-Policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' https://acme.org.coveo.com;")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
  })

  it('lets inline scripts with the nonce run', () => {
    expect(securityHeaders({ connectTo: [], nonce: 'abc' })['Content-Security-Policy']).toContain(
      "script-src 'self' 'nonce-abc';",
    )
  })
})
