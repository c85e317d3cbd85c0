import * as z from 'zod'
import { ApiError } from '../api/api-error.ts'
import { parseInput } from '../api/parse-input.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import { executeQuery, impersonate } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { Directory } from '../documents/directory.ts'
import { primaryIdOf } from '../search/result.ts'
import type { SearchIndex } from '../search/search-index.ts'
import { searchRequestSchema } from '../search/search-request.ts'
import type { SearchSettings } from '../search/search-settings.ts'
import { timezoneSchema } from '../search/time-zone-schema.ts'
import { answerEvents } from './answer-events.ts'
import { type Passage, type PassageQuery, retrievePassages } from './retrieve-passages.ts'

export interface AnswerRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  index: SearchIndex
  directory: Directory
  clock: EmulatorClock
  settings: () => SearchSettings
}

const passagesRequestSchema = z.looseObject({
  query: z.string({ error: 'is required' }).min(1).max(1000),
  localization: z.looseObject(
    { timezone: timezoneSchema.default('UTC') },
    { error: 'is required: { locale, timezone }' },
  ),
  filter: z.string().default(''),
  additionalFields: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,254}$/))
    .max(20)
    .default([]),
  maxPassages: z.int().min(1).max(20).default(5),
})

/** Routes for agents: passages, and text assembled from them without a model. */
export function answerRoutes(options: AnswerRoutesOptions): Route[] {
  const { organizationId, authenticator, index, directory, clock, settings } = options

  function authorize(request: ApiRequest): Principal {
    const principal = authenticator.authenticate(request, 'search')
    requireOrganization(request.params.organizationId ?? request.query.get('organizationId'), organizationId)
    authenticator.requirePrivilege(principal, [executeQuery, impersonate], 'search')
    return principal
  }

  function find(principal: Principal, query: PassageQuery & { timezone: string }) {
    const entries = index.visibleTo(directory.resolve(principal.identities))
    const filters = [principal.enforced.filter ?? '', ...query.filters]
    const time = { now: clock.now(), timezone: query.timezone }
    const rejectsUnknownFields = settings().unknownFields === 'reject'
    return retrievePassages({ ...query, filters }, { index, entries, time, rejectsUnknownFields })
  }

  function passages(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { query, filter, additionalFields, maxPassages, localization } = parseInput(
      passagesRequestSchema,
      request.body,
    )
    const items = find(principal, { query, filters: [filter], maxPassages, timezone: localization.timezone })
    return {
      json: { items: items.map((passage) => passageItem(passage, additionalFields)), responseId: crypto.randomUUID() },
    }
  }

  function generate(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { q, aq, cq, timezone } = parseInput(searchRequestSchema, request.body ?? {})
    if (q.trim() === '') {
      throw new ApiError('q must not be empty.', {
        status: 400,
        code: 'INVALID_REQUEST',
        type: 'InvalidRequestException',
      })
    }
    const sources = find(principal, { query: q, filters: [aq, cq], maxPassages: 3, timezone })
    return {
      stream: { type: 'text/event-stream', chunks: answerEvents(sources) },
      headers: { 'X-Answer-Id': crypto.randomUUID() },
    }
  }

  const post = { family: 'search', methods: ['POST'] } as const
  return [
    { ...post, name: 'passages', path: '/rest/search/v3/passages/retrieve', handle: passages },
    {
      ...post,
      name: 'generateAnswer',
      path: '/rest/organizations/:organizationId/answer/v1/configs/:configurationId/generate',
      handle: generate,
    },
  ]
}

function passageItem({ text, relevanceScore, entry }: Passage, additionalFields: readonly string[]) {
  const { document, fields } = entry
  return {
    text,
    relevanceScore,
    document: {
      title: document.title,
      primaryid: primaryIdOf(entry),
      ...Object.fromEntries(additionalFields.filter((name) => name in fields).map((name) => [name, fields[name]])),
    },
  }
}
