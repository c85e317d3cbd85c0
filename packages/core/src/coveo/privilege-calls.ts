import type { CoveoRequest, CoveoResponse } from './coveo-request.ts'
import { parseJsonResponse } from './parse-json-response.ts'
import { type Privilege, receivedPrivilegesSchema } from './privilege-schema.ts'

/**
 * Builds `GET …/privileges/platformtokens`: what platform tokens of the organization can hold. The key needs
 * `PLATFORM:ORGANIZATION:VIEW`, which a key that mints tokens usually lacks (slug n3ge0020).
 */
export function platformTokenPrivilegesRequest(organizationId: string): CoveoRequest {
  return { family: 'platform', method: 'GET', path: `${privilegesPath(organizationId)}/platformtokens` }
}

/**
 * Builds `POST …/privileges/token?accessToken=…`: what one key or token can do (slug 109). Any valid key may ask.
 * The inspected token is part of the path: never show it.
 */
export function tokenPrivilegesRequest(accessToken: string, organizationId: string): CoveoRequest {
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw new TypeError('accessToken must be a non-empty string.')
  }
  const path = `${privilegesPath(organizationId)}/token?accessToken=${encodeURIComponent(accessToken)}`
  return { family: 'platform', method: 'POST', path, body: {}, secret: accessToken }
}

/** Judges the answer to either of the two requests above. */
export function parsePrivilegesResponse(answer: CoveoResponse): Privilege[] {
  return parseJsonResponse(answer, receivedPrivilegesSchema)
}

function privilegesPath(organizationId: string): string {
  return `/rest/organizations/${encodeURIComponent(organizationId)}/privileges`
}
