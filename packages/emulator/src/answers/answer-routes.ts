import * as z from 'zod'
import { badRequest } from '../api/api-error.ts'
import { requiredText } from '../api/required-text.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import { executeQuery, impersonate } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { CallerCorpus } from '../search/caller-corpus.ts'
import { checkRequest } from '../search/check-request.ts'
import { passFacets } from '../search/facets.ts'
import { localeSchema, timezoneSchema } from '../search/localization.ts'
import { requireKnownFields } from '../search/named-fields.ts'
import { primaryIdOf } from '../search/result.ts'
import { searchParameters } from '../search/search-parameters.ts'
import { facetsOf } from '../search/search-request.ts'
import { answerEvents } from './answer-events.ts'
import { type Passage, retrievePassages } from './retrieve-passages.ts'

export interface AnswerRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  corpusOf: CallerCorpus
}

const passagesRequestSchema = z.strictObject({
  query: requiredText().max(1000),
  localization: z.strictObject(
    { locale: localeSchema, timezone: timezoneSchema.default('UTC') },
    { error: 'is required: { locale, timezone }' },
  ),
  filter: z.string().default(''),
  additionalFields: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,254}$/))
    .max(20)
    .default([]),
  maxPassages: z.int().min(1).max(20).default(5),
})

export const passagesParameters = {
  call: 'A retrieval of passages',
  schema: passagesRequestSchema,
  ignored: ['pipeline'],
  context: ['analytics', 'context', 'searchHub'],
}

const answerParameters = { ...searchParameters, call: 'Generated text' }

/** Routes for agents: passages, and text assembled from them without a model. */
export function answerRoutes({ organizationId, authenticator, corpusOf }: AnswerRoutesOptions): Route[] {
  function authorize(request: ApiRequest): Principal {
    const principal = authenticator.authenticate(request, 'search')
    requireOrganization(request.params.organizationId ?? request.query.get('organizationId'), organizationId)
    authenticator.requirePrivilege(principal, [executeQuery, impersonate], 'search')
    return principal
  }

  function passages(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { query, filter, additionalFields, maxPassages, localization } = request.parse(
      passagesParameters,
      request.body,
    )
    const corpus = corpusOf(principal, localization.timezone)
    const named = additionalFields.map((field) => ({ field, parameter: 'additionalFields' }))
    requireKnownFields(named, corpus)
    const filters = [principal.enforced.filter ?? '', filter]
    const items = retrievePassages({ query, filters, maxPassages }, corpus)
    return {
      json: { items: items.map((passage) => passageItem(passage, additionalFields)), responseId: crypto.randomUUID() },
    }
  }

  function generate(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const search = request.parse(answerParameters, request.body ?? {})
    const { q, aq, cq, timezone } = search
    if (q.trim() === '') throw badRequest('q must not be empty.')
    const corpus = corpusOf(principal, timezone)
    checkRequest(search, corpus)
    const entries = passFacets(corpus.entries, { facets: facetsOf(search) })
    const filters = [principal.enforced.filter ?? '', aq, cq]
    const sources = retrievePassages({ query: q, filters, maxPassages: 3 }, { ...corpus, entries })
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
