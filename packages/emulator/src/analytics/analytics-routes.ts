import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Authenticator } from '../authorization/authenticator.ts'
import { impersonateInAnalytics, pushAnalytics } from '../authorization/known-privileges.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import { badRequest } from '../http/api-error.ts'
import type { Answer, ApiFamily, Call, Route } from '../http/route.ts'

export interface AnalyticsRoutesOptions {
  organizationId: string
  authenticator: Authenticator
}

const legacyEvents = ['search', 'searches', 'click', 'custom', 'view', 'collect'] as const
const eventSchema = z.record(z.string(), z.unknown())
const eventsSchema = z.union([z.array(eventSchema).max(1000), eventSchema])

/** The two ways in which a page reports what people did; the events are accepted and forgotten. */
export function analyticsRoutes({ organizationId, authenticator }: AnalyticsRoutesOptions): Route[] {
  async function enter(call: Call, family: ApiFamily): Promise<void> {
    const caller = await authenticator.authenticate(call, family)
    authenticator.demand(caller, [pushAnalytics, impersonateInAnalytics], family)
  }

  async function accept(call: Call): Promise<Answer> {
    await enter(call, 'platform')
    requireOrganization(call.params.organizationId, organizationId)
    return { json: { events: eventsOf(call.body).map(() => ({ accepted: true })) } }
  }

  async function validate(call: Call): Promise<Answer> {
    await enter(call, 'platform')
    requireOrganization(call.params.organizationId, organizationId)
    return { json: { events: eventsOf(call.body).map(() => ({ valid: true, errors: [] })) } }
  }

  async function acceptLegacy(call: Call): Promise<Answer> {
    await enter(call, 'analytics')
    if (!(legacyEvents as readonly (string | undefined)[]).includes(call.params.event)) {
      throw badRequest(`The event must be one of ${legacyEvents.join(', ')}.`)
    }
    eventsOf(call.body)
    const ids = { visitId: randomUUID(), visitorId: call.query.get('visitor') ?? randomUUID() }
    return { json: call.params.event === 'searches' ? { searchEventResponses: [ids] } : ids }
  }

  const events = '/rest/organizations/:organizationId/events/v1'
  const post = { methods: ['POST'] } as const
  const legacy = { ...post, name: 'analytics', family: 'analytics', handle: acceptLegacy } as const
  return [
    { ...post, name: 'events', family: 'platform', path: events, handle: accept },
    { ...post, name: 'events', family: 'platform', path: `${events}/validate`, handle: validate },
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
