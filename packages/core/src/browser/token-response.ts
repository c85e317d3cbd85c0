import type { TokenResponse } from '../shared/endpoint-contract.ts'

const fields = ['kind', 'organizationId', 'fingerprint', 'token', 'expiresIn', 'refreshIn']

/**
 * The JSON of these fields, in their order: the kind; organization, fingerprint and token, none of them a value that was lost on the way,
 * nor an API key; at least a second of life; any number of seconds to the renewal.
 */
const promised =
  /^\{"kind":"(search|platform)"(,"\w+":"(?!(undefined|null)"|xx[\da-f]{8}-)[!#-[\]-~]+"){3},"\w+":[1-9][\d.]*,"\w+":[-\d.e]+}$/

/** Whether a value that may come from anywhere is what the token endpoint promises. */
export function isTokenResponse(value: unknown): value is TokenResponse {
  return promised.test(JSON.stringify(value, fields))
}
