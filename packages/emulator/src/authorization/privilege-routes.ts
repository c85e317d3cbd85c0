import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import { requiredText } from '../api/required-text.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from './authenticator.ts'
import { hasPrivilege, type Privilege, privilegeSchema } from './privilege.ts'
import {
  customKeyPrivileges,
  organizationPrivileges,
  platformTokenPrivileges,
  viewOrganization,
} from './privilege-catalog.ts'
import { type PrivilegeShape, toShape } from './privilege-shape.ts'
import { requireOrganization } from './require-organization.ts'

export interface PrivilegeSettings {
  /**
   * Shape of `privileges/token`: `observed` (type, targetDomain, owner), `current` (targetId, level) or `legacy`
   * (targetIds, global). Default `observed`.
   */
  privilegeShape: PrivilegeShape
}

export interface PrivilegeRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  certificates: unknown
  settings: () => PrivilegeSettings
}

const checkTokenParameters = { call: 'check_token', schema: z.strictObject({ token: requiredText() }) }
export const evaluationParameters = {
  call: 'The evaluation of a privilege',
  schema: z.strictObject({ organizationId: z.string().optional(), requestedPrivilege: privilegeSchema }),
  /** Coveo sends these in the response. */
  context: ['approved', 'evaluationReport'],
}

/** Routes that list and evaluate privileges, and the public keys of platform tokens. */
export function privilegeRoutes(options: PrivilegeRoutesOptions): Route[] {
  const { organizationId, authenticator, certificates, settings } = options

  function authorize(request: ApiRequest) {
    const principal = authenticator.authenticate(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    return principal
  }

  function inspectToken(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const accessToken = request.query.get('accessToken')
    if (!accessToken && request.method === 'POST') throw badRequest('The query parameter accessToken is required.')
    const { privileges } = accessToken ? inspect(accessToken) : principal
    return { json: privileges.map((one) => toShape(one, settings().privilegeShape)) }
  }

  function inspect(token: string): Principal {
    const inspected = authenticator.resolve(token)
    if (typeof inspected === 'string') throw badRequest('The inspected access token is not valid.', 'INVALID_TOKEN')
    return inspected
  }

  /** Undocumented: what `@coveo/platform-client` calls to inspect a token without putting it in a URL. */
  function checkToken(request: ApiRequest): ApiResponse {
    authenticator.authenticate(request, 'platform')
    const { token } = request.parse(checkTokenParameters, request.body)
    const { key, privileges, identities } = inspect(token)
    const [user] = identities
    return {
      json: {
        organizationId,
        ...(key
          ? { authenticationType: 'API_KEY', authentication: { displayName: key.displayName } }
          : { authenticationType: 'USER', authentication: { username: user?.name, ...user } }),
        privileges: privileges.map((one) => toShape(one, settings().privilegeShape)),
      },
    }
  }

  function list(request: ApiRequest, privileges: readonly Privilege[]): ApiResponse {
    authenticator.requirePrivilege(authorize(request), [viewOrganization], 'platform')
    return { json: privileges }
  }

  function evaluate(request: ApiRequest): ApiResponse {
    const principal = authenticator.authenticate(request, 'platform')
    const evaluation = request.parse(evaluationParameters, request.body)
    requireOrganization(evaluation.organizationId, organizationId)
    const approved = hasPrivilege(principal.privileges, evaluation.requestedPrivilege)
    const resultCode = approved ? 'OPERATION_GRANTED' : 'OPERATION_NOT_ALLOWED'
    return { json: { ...evaluation, approved, evaluationReport: { privilegeEvaluationResultCodes: [resultCode] } } }
  }

  const base = '/rest/organizations/:organizationId/privileges'
  const read = { family: 'platform', methods: ['GET'] } as const
  return [
    {
      ...read,
      name: 'platformTokenPrivileges',
      path: `${base}/platformtokens`,
      handle: (request) => list(request, platformTokenPrivileges),
    },
    {
      ...read,
      name: 'organizationPrivileges',
      path: base,
      handle: (request) => list(request, organizationPrivileges),
    },
    {
      ...read,
      name: 'myPrivileges',
      path: `${base}/me`,
      handle: (request) => ({ json: authorize(request).privileges }),
    },
    {
      name: 'tokenPrivileges',
      family: 'platform',
      methods: ['GET', 'POST'],
      path: `${base}/token`,
      handle: inspectToken,
    },
    {
      name: 'evaluatePrivilege',
      family: 'platform',
      methods: ['POST'],
      path: '/rest/privilege/evaluate',
      handle: evaluate,
    },
    {
      ...read,
      name: 'apiKeyPrivileges',
      path: `${base}/apikeys`,
      handle: (request) =>
        list(request, request.query.get('filter') === 'CUSTOM' ? customKeyPrivileges : organizationPrivileges),
    },
    { name: 'checkToken', family: 'platform', methods: ['POST'], path: '/oauth/check_token', handle: checkToken },
    { ...read, name: 'certificates', path: '/rest/tokens/certificates', handle: () => ({ json: certificates }) },
  ]
}
