import { ApiError, badRequest, notFound } from '../api/api-error.ts'
import type { ApiRequest, ApiResponse, Route, RouteMethod } from '../api/route.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import { requireImpersonateFor } from './api-key-configuration.ts'
import { creationParameters, rotationParameters, updateParameters } from './api-key-requests.ts'
import { toApiKeyResponse } from './api-key-response.ts'
import type { ApiKey, ApiKeyStore } from './api-key-store.ts'
import { findTemplate } from './api-key-template-routes.ts'
import type { ApiKeyTemplate } from './api-key-templates.ts'
import type { Authenticator, Principal } from './authenticator.ts'
import { parseIsoDuration } from './iso-duration.ts'
import { hasPrivilege, privilegeName } from './privilege.ts'
import { createApiKeys, customKeyPrivileges, editApiKeys, viewApiKeys } from './privilege-catalog.ts'
import { requireOrganization } from './require-organization.ts'

export interface ApiKeyRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  apiKeys: ApiKeyStore
  clock: EmulatorClock
}

const thirtyDaysMs = 30 * 86_400_000

/**
 * Routes that list, create, rotate and delete API keys.
 * @see https://docs.coveo.com/en/82
 */
export function apiKeyRoutes({ organizationId, authenticator, apiKeys, clock }: ApiKeyRoutesOptions): Route[] {
  function authorize(request: ApiRequest, privilege = viewApiKeys): Principal {
    const principal = authenticator.authenticate(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    authenticator.requirePrivilege(principal, [privilege], 'platform')
    return principal
  }

  const show = (key: ApiKey) =>
    toApiKeyResponse(key, { organizationId, privileges: apiKeys.privilegesOf(key), now: clock.now() })

  function getKey({ params }: ApiRequest): ApiKey {
    const key = apiKeys.get(params.apiKeyId ?? '')
    if (key) return key
    throw notFound('There is no API key with this id.', 'API_KEY_NOT_FOUND')
  }

  function create(request: ApiRequest): ApiResponse {
    const principal = authorize(request, createApiKeys)
    const { privileges, lifetimeDuration, ...body } = request.parse(creationParameters, request.body)
    const templateId = request.query.get('apiKeyTemplateId')
    const template = templateId === undefined ? customTemplate(privileges) : findTemplate(templateId)
    if (templateId === undefined && lifetimeDuration === undefined) {
      throw preconditionFailed('A custom API key must expire: set lifetimeDuration, such as P30D.')
    }
    requireImpersonateFor(body.additionalConfiguration ?? {}, template.privileges)
    for (const privilege of template.privileges) authenticator.requirePrivilege(principal, [privilege], 'platform')
    const key = apiKeys.create({ ...body, template, expirationDate: expiration('lifetimeDuration', lifetimeDuration) })
    return { status: 201, json: { ...show(key), value: key.value, rotationSecret: key.rotationSecret } }
  }

  /** Changes the given properties. A key keeps its value, template and privileges. */
  function update(request: ApiRequest): ApiResponse {
    authorize(request, editApiKeys)
    const key = getKey(request)
    const changes = request.parse(updateParameters, request.body)
    requireImpersonateFor(changes.additionalConfiguration ?? {}, apiKeys.privilegesOf(key))
    Object.assign(key, changes)
    return { status: 204 }
  }

  function rotate(request: ApiRequest): ApiResponse {
    requireOrganization(request.params.organizationId, organizationId)
    const { rotationSecret, ...periods } = request.parse(rotationParameters, request.body)
    const previous = apiKeys.list().find((key) => key.rotationSecret === rotationSecret)
    if (!previous) throw notFound('There is no API key with this rotation secret.', 'API_KEY_NOT_FOUND')
    const end = expiration('previousKeyExpirationPeriod', periods.previousKeyExpirationPeriod ?? 'P30D') ?? 0
    if (end > clock.now() + thirtyDaysMs) throw badRequest('previousKeyExpirationPeriod must be at most P30D.')
    const expirationDate = expiration('newKeyExpirationPeriod', periods.newKeyExpirationPeriod)
    const { template, displayName, description, additionalConfiguration, allowedIps, deniedIps } = previous
    const kept = { template, displayName, description, additionalConfiguration, allowedIps, deniedIps }
    const key = apiKeys.create({ ...kept, expirationDate })
    previous.expirationDate = Math.min(previous.expirationDate ?? Number.POSITIVE_INFINITY, end)
    return { json: { ...show(key), value: key.value, rotationSecret: key.rotationSecret } }
  }

  function expiration(name: string, period: string | undefined): number | undefined {
    if (period === undefined) return undefined
    const durationMs = parseIsoDuration(period)
    if (durationMs) return clock.now() + durationMs
    throw badRequest(`${name} must be an ISO-8601 duration longer than zero, such as P14D.`)
  }

  const base = '/rest/organizations/:organizationId/apikeys'
  const route = (method: RouteMethod, path: string, handle: Route['handle']): Route => ({
    name: 'apiKeys',
    family: 'platform',
    methods: [method],
    path: base + path,
    handle,
  })
  return [
    route('GET', '', (request) => {
      authorize(request)
      return { json: apiKeys.list().map(show) }
    }),
    route('POST', '', create),
    route('POST', '/rotate', rotate),
    route('GET', '/:apiKeyId', (request) => {
      authorize(request)
      return { json: show(getKey(request)) }
    }),
    route('PUT', '/:apiKeyId', update),
    route('DELETE', '/:apiKeyId', (request) => {
      authorize(request, editApiKeys)
      apiKeys.delete(getKey(request).id)
      return { status: 204 }
    }),
  ]
}

function customTemplate(privileges: ApiKeyTemplate['privileges']): ApiKeyTemplate {
  const excluded = privileges.filter((privilege) => !hasPrivilege(customKeyPrivileges, privilege))
  if (excluded.length > 0) {
    throw preconditionFailed(`A custom API key cannot hold ${excluded.map(privilegeName).join(', ')}. Use a template.`)
  }
  return { displayName: 'Custom', description: '', privacyLevel: 'PRIVATE', privileges }
}

function preconditionFailed(message: string): ApiError {
  return new ApiError(message, { status: 412, code: 'PRECONDITION_FAILED' })
}
