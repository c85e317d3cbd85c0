import { z } from 'zod'
import { badRequest } from '../http/api-error.ts'
import { parseInput } from '../http/parse-input.ts'
import type { Answer, Call, Route } from '../http/route.ts'
import type { Authenticator } from './authenticator.ts'
import { organizationPrivileges, platformTokenPrivileges, viewOrganization } from './known-privileges.ts'
import { allows, type Privilege, privilegeSchema } from './privilege.ts'
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

/** The calls that read privileges, and the public keys of platform tokens. */
export function privilegeRoutes(options: PrivilegeRoutesOptions): Route[] {
  const { organizationId, authenticator, certificates, settings } = options

  async function enter(call: Call) {
    const caller = await authenticator.authenticate(call, 'platform')
    requireOrganization(call.params.organizationId, organizationId)
    return caller
  }

  async function inspectToken(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const accessToken = call.query.get('accessToken')
    if (!accessToken && call.method === 'POST') throw badRequest('The query parameter accessToken is required.')
    const inspected = accessToken ? await authenticator.identify(accessToken) : caller
    if (typeof inspected === 'string') throw badRequest('The inspected access token is not valid.', 'INVALID_TOKEN')
    const { privileges } = inspected
    return { json: settings().privilegeShape === 'legacy' ? privileges.map(toLegacyShape) : privileges }
  }

  async function list(call: Call, privileges: readonly Privilege[]): Promise<Answer> {
    authenticator.demand(await enter(call), [viewOrganization], 'platform')
    return { json: privileges }
  }

  async function evaluate(call: Call): Promise<Answer> {
    const caller = await authenticator.authenticate(call, 'platform')
    const request = parseInput(evaluationSchema, call.body)
    requireOrganization(request.organizationId, organizationId)
    const approved = allows(caller.privileges, request.requestedPrivilege)
    const resultCode = approved ? 'OPERATION_GRANTED' : 'OPERATION_NOT_ALLOWED'
    return { json: { ...request, approved, evaluationReport: [{ resultCode }] } }
  }

  const base = '/rest/organizations/:organizationId/privileges'
  const read = { family: 'platform', methods: ['GET'] } as const
  return [
    {
      ...read,
      name: 'platformTokenPrivileges',
      path: `${base}/platformtokens`,
      handle: (call) => list(call, platformTokenPrivileges),
    },
    {
      ...read,
      name: 'organizationPrivileges',
      path: base,
      handle: (call) => list(call, organizationPrivileges),
    },
    {
      ...read,
      name: 'myPrivileges',
      path: `${base}/me`,
      handle: async (call) => ({ json: (await enter(call)).privileges }),
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
