import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { parseJsonResponse } from './parse-json-response.ts'
import type { Privilege } from './privilege.ts'
import { flattenPrivileges, receivedPrivilegesSchema } from './privilege-schema.ts'

/**
 * Builds `GET …/privileges/platformtokens`, the privileges that platform tokens of the organization can hold.
 * The key needs `PLATFORM:ORGANIZATION:VIEW`, which a key that mints tokens usually lacks.
 *
 * @see https://docs.coveo.com/en/n3ge0020
 */
export function platformTokenPrivilegesRequest(organizationId: string): CoveoRequest {
  return { family: 'platform', method: 'GET', path: `${privilegesPath(organizationId)}/platformtokens` }
}

/**
 * Builds `POST …/privileges/token?accessToken=…`, the privileges of one key or token. Any valid key may call it.
 * The inspected token is part of the path: never show it.
 *
 * @see https://docs.coveo.com/en/109
 */
export function tokenPrivilegesRequest(accessToken: string, organizationId: string): CoveoRequest {
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw new TypeError('`accessToken` must be a key or a token as text.')
  }
  const path = `${privilegesPath(organizationId)}/token?accessToken=${encodeURIComponent(accessToken)}`
  return { family: 'platform', method: 'POST', path, body: {}, secret: accessToken }
}

/** Parses the response to either of the two requests above. */
export function parsePrivilegesResponse(response: CoveoResponse): Privilege[] {
  return flattenPrivileges(parseJsonResponse(response, receivedPrivilegesSchema))
}

function privilegesPath(organizationId: string): string {
  return `/rest/organizations/${encodeURIComponent(organizationId)}/privileges`
}
