import { describe, expect, it } from 'vitest'
import { securityHeaders } from './security-headers.ts'

describe('securityHeaders', () => {
  it('allows its own origin and the search host only', () => {
    const policy = securityHeaders({ connectTo: ['https://acme.org.coveo.com'] })['Content-Security-Policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' https://acme.org.coveo.com;")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
  })

  it('allows eval, inline styles and fonts in development', () => {
    const policy = securityHeaders({ connectTo: [], isDevelopment: true })['Content-Security-Policy']
    expect(policy).toContain("script-src 'self' 'unsafe-eval';")
    expect(policy).toContain("style-src 'self' 'unsafe-inline';")
    expect(policy).toContain("font-src 'self';")
  })

  it('allows inline scripts with the nonce', () => {
    expect(securityHeaders({ connectTo: [], nonce: 'abc' })['Content-Security-Policy']).toContain(
      "script-src 'self' 'nonce-abc';",
    )
  })
})
