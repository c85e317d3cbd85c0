/** What `securityHeaders` is told. */
export interface SecurityHeadersOptions {
  /** Origins beside its own that the page may send requests to. */
  connectTo: readonly string[]
  /** Lets the inline scripts of this one answer run, as a server-rendered page needs. */
  nonce?: string
}

/** Headers that keep the page to its own scripts, its own styles and the one host that it searches. */
export function securityHeaders({ connectTo, nonce }: SecurityHeadersOptions): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}
