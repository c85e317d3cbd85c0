/** Options of `securityHeaders`. */
export interface SecurityHeadersOptions {
  /** Other origins that the page may send requests to. */
  connectTo: readonly string[]
  /** Allows inline scripts with this nonce, as a server-rendered page needs. */
  nonce?: string
  /** Allows what React and Next use in development only: `eval`, and the inline styles and fonts of their overlay. Default: false. */
  isDevelopment?: boolean
}

/** Headers that restrict the page to its own scripts, its own styles and the search host. */
export function securityHeaders(options: SecurityHeadersOptions): Record<string, string> {
  const { connectTo, nonce, isDevelopment = false } = options
  const policy = [
    "default-src 'none'",
    `script-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    ...(isDevelopment ? ["font-src 'self'"] : []),
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
