import type { TokenAnswer } from '../shared/endpoint-contract.ts'

/** Printable, not a value that was lost on the way, and no API key, which must never reach a browser. */
const plausible = /^(?!(undefined|null)$|xx[\da-f]{8}-)[!-~]+$/

/** Whether a value that may come from anywhere is what the token endpoint promises. */
export function isTokenAnswer(value: unknown): value is TokenAnswer {
  const { token, kind, organizationId, fingerprint, expiresIn, refreshIn } = Object(value)
  return (
    [token, kind, organizationId, fingerprint].every((text) => typeof text === 'string' && plausible.test(text)) &&
    /^(search|platform)$/.test(kind) &&
    [expiresIn, refreshIn].every(Number.isFinite) &&
    expiresIn > 0
  )
}
