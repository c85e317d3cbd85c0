import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import type { ApiFamily, ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator } from '../authorization/authenticator.ts'
import { impersonateInAnalytics, pushAnalytics } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'

export interface AnalyticsRoutesOptions {
  organizationId: string
  authenticator: Authenticator
}

/** Coveo publishes no schema of the properties of an event. */
const unchecked = 'The emulator does not check the properties of an event.'
const valid = { valid: true, errors: [] }
const legacyEvents = ['search', 'searches', 'click', 'custom', 'view', 'collect'] as const
const eventSchema = z.record(z.string(), z.unknown())
const eventsSchema = z.union([z.array(eventSchema).max(1000), eventSchema])

/** Event routes of both analytics APIs. Events are validated and discarded. */
export function analyticsRoutes({ organizationId, authenticator }: AnalyticsRoutesOptions): Route[] {
  function authorize(request: ApiRequest, family: ApiFamily): void {
    const principal = authenticator.authenticate(request, family)
    authenticator.requirePrivilege(principal, [pushAnalytics, impersonateInAnalytics], family)
  }

  function accept(request: ApiRequest): ApiResponse {
    authorize(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    return { json: { events: eventsOf(request.body).map(() => ({ accepted: true })) } }
  }

  function validate(request: ApiRequest): ApiResponse {
    authorize(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    request.warnings.add(unchecked)
    return { json: eventsOf(request.body).map(() => valid) }
  }

  function validateOne(request: ApiRequest): ApiResponse {
    authorize(request, 'platform')
    requireOrganization(request.params.organizationId, organizationId)
    request.warnings.add(unchecked)
    const events = eventsOf(request.body)
    return { json: request.params.event === 'searches' ? events.map(() => valid) : valid }
  }

  function acceptLegacy(request: ApiRequest): ApiResponse {
    authorize(request, 'analytics')
    if (!(legacyEvents as readonly (string | undefined)[]).includes(request.params.event)) {
      throw badRequest(`The event must be one of ${legacyEvents.join(', ')}.`)
    }
    eventsOf(request.body)
    const ids = { visitId: crypto.randomUUID(), visitorId: request.query.get('visitor') ?? crypto.randomUUID() }
    return { json: request.params.event === 'searches' ? { searchEventResponses: [ids] } : ids }
  }

  const events = '/rest/organizations/:organizationId/events/v1'
  const post = { methods: ['POST'] } as const
  const legacy = { ...post, name: 'analytics', family: 'analytics', handle: acceptLegacy } as const
  return [
    { ...post, name: 'events', family: 'platform', path: events, handle: accept },
    { ...post, name: 'events', family: 'platform', path: `${events}/validate`, handle: validate },
    { ...post, name: 'events', family: 'platform', path: `${events}/requests/validate`, handle: validateOne },
    { ...post, name: 'events', family: 'platform', path: `${events}/analytics/:event/validate`, handle: validateOne },
    { ...legacy, path: '/rest/v15/analytics/:event' },
    { ...legacy, path: '/rest/ua/v15/analytics/:event' },
    { ...legacy, path: '/rest/organizations/:organizationId/events/v1/analytics/:event' },
  ]
}

function eventsOf(body: unknown): unknown[] {
  const parsed = eventsSchema.safeParse(body ?? {})
  if (!parsed.success) throw badRequest('The body must be an event, or a list of at most 1000 events, as JSON objects.')
  return [parsed.data].flat()
}
