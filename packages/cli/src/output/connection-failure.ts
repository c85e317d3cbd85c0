const maxDepth = 10
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/

export interface ConnectionFailure {
  /** A code of Node.js, such as `ECONNREFUSED`, or a sentence. */
  readonly reason: string
  /** The fix, if the code has one of its own. */
  readonly fix?: string | undefined
}

/** The innermost reason why `fetch` got no response; undefined if the error states none. */
export function connectionFailure(error: unknown, depth = 0): ConnectionFailure | undefined {
  const { code, cause, name, errors } = Object(error) as Record<string, unknown>
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  // Causes can be a ring.
  const found = inner === undefined || depth === maxDepth ? undefined : connectionFailure(inner, depth + 1)
  if (found) return found
  if (name === 'TimeoutError') return { reason: 'it did not respond in time' }
  if (typeof code !== 'string' || !/^[A-Z][A-Z_0-9]+$/.test(code)) return undefined
  return untrusted.test(code)
    ? {
        reason: code,
        fix: 'Node.js does not trust the certificate: name a file with its authority in NODE_EXTRA_CA_CERTS.',
      }
    : { reason: code }
}
