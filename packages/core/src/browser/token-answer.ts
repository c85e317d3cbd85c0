import type { TokenAnswer } from '../shared/endpoint-contract.ts'

/**
 * What the endpoint promises, as JSON: the kind; organization, fingerprint and token, none of them a value that was lost on the way, nor
 * an API key; at least a second of life; any number of seconds to the renewal.
 */
const promised = /^\["(search|platform)"(,"(?!(undefined|null)"|xx[\da-f]{8}-)[!#-[\]-~]+"){3},[1-9][\d.]*,[-\d.e]+]$/

/** Whether a value that may come from anywhere is what the token endpoint promises. */
export function isTokenAnswer(value: unknown): value is TokenAnswer {
  const { kind, organizationId, fingerprint, token, expiresIn, refreshIn } = Object(value)
  return promised.test(JSON.stringify([kind, organizationId, fingerprint, token, expiresIn, refreshIn]))
}
