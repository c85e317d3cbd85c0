import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import { parseInput } from '../api/parse-input.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator } from './authenticator.ts'
import { hasPrivilege, type Privilege, privilegeSchema } from './privilege.ts'
import { organizationPrivileges, platformTokenPrivileges, viewOrganization } from './privilege-catalog.ts'
import { requireOrganization } from './require-organization.ts'

export interface PrivilegeSettings {
  /** Shape of `privileges/token`: `current` (targetId, level) or `legacy` (targetIds, global). Default `current`. */
  privilegeShape: 'current' | 'legacy'
}

export interface PrivilegeRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  certificates: unknown
  settings: () => PrivilegeSettings
}

const evaluationSchema = z.looseObject({ organizationId: z.string().optional(), requestedPrivilege: privilegeSchema })

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
    const inspected = accessToken ? authenticator.resolve(accessToken) : principal
    if (typeof inspected === 'string') throw badRequest('The inspected access token is not valid.', 'INVALID_TOKEN')
    const { privileges } = inspected
    return { json: settings().privilegeShape === 'legacy' ? privileges.map(toLegacyShape) : privileges }
  }

  function list(request: ApiRequest, privileges: readonly Privilege[]): ApiResponse {
    authenticator.requirePrivilege(authorize(request), [viewOrganization], 'platform')
    return { json: privileges }
  }

  function evaluate(request: ApiRequest): ApiResponse {
    const principal = authenticator.authenticate(request, 'platform')
    const evaluation = parseInput(evaluationSchema, request.body)
    requireOrganization(evaluation.organizationId, organizationId)
    const approved = hasPrivilege(principal.privileges, evaluation.requestedPrivilege)
    const resultCode = approved ? 'OPERATION_GRANTED' : 'OPERATION_NOT_ALLOWED'
    return { json: { ...evaluation, approved, evaluationReport: [{ resultCode }] } }
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
    { ...read, name: 'certificates', path: '/rest/tokens/certificates', handle: () => ({ json: certificates }) },
  ]
}

function toLegacyShape({ type, targetDomain, targetId, owner }: Privilege) {
  return {
    ...(type === undefined || type === 'ENABLE' ? {} : { type }),
    targetDomain,
    targetIds: targetId === undefined || targetId === '*' ? [] : [targetId],
    owner,
    global: false,
  }
}
