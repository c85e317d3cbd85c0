import { notFound } from '../api/api-error.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import { type ApiKeyTemplate, apiKeyTemplates } from './api-key-templates.ts'
import type { Authenticator, Principal } from './authenticator.ts'
import { hasPrivilege } from './privilege.ts'
import { createApiKeys } from './privilege-catalog.ts'
import { requireOrganization } from './require-organization.ts'

export interface ApiKeyTemplateRoutesOptions {
  organizationId: string
  authenticator: Authenticator
}

/** Routes of the templates of API keys, and of which keys the caller can create from them. */
export function apiKeyTemplateRoutes({ organizationId, authenticator }: ApiKeyTemplateRoutesOptions): Route[] {
  function authorize(request: ApiRequest): Principal {
    const principal = authenticator.authenticate(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    authenticator.requirePrivilege(principal, [createApiKeys], 'platform')
    return principal
  }

  function list(request: ApiRequest): ApiResponse {
    authorize(request)
    return { json: namedTemplates.map(toTemplateResponse) }
  }

  function get(request: ApiRequest): ApiResponse {
    authorize(request)
    return { json: toTemplateResponse(findTemplate(request.params.templateId ?? '')) }
  }

  function eligibility(request: ApiRequest): ApiResponse {
    const { privileges } = authorize(request)
    const templates = namedTemplates.map(({ id, privileges: required }) => {
      const missingPrivileges = required.filter((privilege) => !hasPrivilege(privileges, privilege))
      return { id, canGenerate: missingPrivileges.length === 0, missingPrivileges }
    })
    return { json: templates }
  }

  const path = '/rest/organizations/:organizationId/templates/apikeys'
  const route = { name: 'apiKeyTemplates', family: 'platform', methods: ['GET'] } as const
  return [
    { ...route, path, handle: list },
    { ...route, path: `${path}/privileges/eligibility`, handle: eligibility },
    { ...route, path: `${path}/:templateId`, handle: get },
  ]
}

const namedTemplates = Object.values(apiKeyTemplates).filter(({ id }) => id !== undefined)

/** Returns the template with this id. Throws a 404 if there is none. */
export function findTemplate(id: string): ApiKeyTemplate {
  const template = namedTemplates.find((one) => one.id === id)
  if (template) return template
  throw notFound(`There is no API key template "${id}".`, 'API_KEY_TEMPLATE_NOT_FOUND')
}

function toTemplateResponse({ id, displayName, description, privacyLevel, privileges }: ApiKeyTemplate) {
  return { id, displayName, description, enabled: true, allowedIps: [], deniedIps: [], privacyLevel, privileges }
}
