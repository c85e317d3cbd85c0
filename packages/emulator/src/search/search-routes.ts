import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Authenticator, Caller } from '../authorization/authenticator.ts'
import { executeQuery, impersonate } from '../authorization/known-privileges.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { Directory } from '../documents/directory.ts'
import { fieldTypes } from '../documents/document-fields.ts'
import { parseInput } from '../http/parse-input.ts'
import type { Answer, Call, Route } from '../http/route.ts'
import { facetSearchRequestSchema, searchFacetValues } from './facet-search.ts'
import type { SearchScope } from './match-query.ts'
import { suggestQueries } from './query-suggestions.ts'
import { quickView, quickViewRequestSchema } from './quick-view.ts'
import { runSearch } from './run-search.ts'
import type { SearchIndex } from './search-index.ts'
import { searchRequestSchema } from './search-request.ts'

export interface SearchRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  index: SearchIndex
  directory: Directory
}

interface Asked {
  pipeline?: string | undefined
  searchHub?: string | undefined
}

const suggestRequestSchema = z.looseObject({
  q: z.string().max(5000).default(''),
  count: z.coerce.number().int().min(0).max(100).default(5),
})

/** The calls of the Search API that a search page makes. */
export function searchRoutes({ organizationId, authenticator, index, directory }: SearchRoutesOptions): Route[] {
  async function enter(call: Call): Promise<Caller> {
    const caller = await authenticator.authenticate(call, 'search')
    requireOrganization(call.query.get('organizationId'), organizationId)
    authenticator.demand(caller, [executeQuery, impersonate], 'search')
    return caller
  }

  function scopeOf({ identities, enforced }: Caller, asked: Asked = {}): SearchScope {
    return {
      corpus: { index, entries: index.visibleTo(directory.resolve(identities)) },
      filter: enforced.filter,
      pipeline: enforced.pipeline ?? asked.pipeline ?? 'default',
      searchHub: enforced.searchHub ?? asked.searchHub ?? 'default',
    }
  }

  async function search(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const request = parseInput(searchRequestSchema, parametersOf(call))
    return { json: runSearch(request, scopeOf(caller, request)) }
  }

  async function querySuggest(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const { q, count } = parseInput(suggestRequestSchema, parametersOf(call))
    const { corpus } = scopeOf(caller)
    return { json: { completions: suggestQueries(q, { corpus, count }), responseId: randomUUID() } }
  }

  async function facetSearch(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const request = parseInput(facetSearchRequestSchema, call.body ?? {})
    return { json: searchFacetValues(request, scopeOf(caller)) }
  }

  async function plan(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const { q, aq, cq, lq, ...asked } = parseInput(searchRequestSchema, parametersOf(call))
    const { pipeline, filter } = scopeOf(caller, asked)
    const parsedInput = { basicExpression: q, advancedExpression: aq, largeExpression: lq }
    const constantExpression = [cq, filter].filter(Boolean).join(' ')
    return {
      json: { pipeline, preprocessingOutput: { triggers: [] }, parsedInput: { ...parsedInput, constantExpression } },
    }
  }

  async function html(call: Call): Promise<Answer> {
    const caller = await enter(call)
    const body = typeof call.body === 'object' ? call.body : {}
    const request = parseInput(quickViewRequestSchema, { ...Object.fromEntries(call.query), ...body })
    return { html: quickView(request, scopeOf(caller).corpus) }
  }

  async function fields(call: Call): Promise<Answer> {
    await enter(call)
    return { json: { fields: Object.entries(fieldTypes).map(([name, type]) => describeField(name, type)) } }
  }

  const base = { family: 'search', methods: ['GET', 'POST'] } as const
  return [
    { ...base, name: 'search', path: '/rest/search/v2', handle: search },
    { ...base, name: 'querySuggest', path: '/rest/search/v2/querySuggest', handle: querySuggest },
    { ...base, methods: ['POST'], name: 'facetSearch', path: '/rest/search/v2/facet', handle: facetSearch },
    { ...base, name: 'plan', path: '/rest/search/v2/plan', handle: plan },
    { ...base, name: 'html', path: '/rest/search/v2/html', handle: html },
    { ...base, methods: ['GET'], name: 'fields', path: '/rest/search/v2/fields', handle: fields },
  ]
}

/** A POST speaks in its body, a GET in its query string. */
function parametersOf({ method, body, query }: Call): unknown {
  if (method === 'GET') return Object.fromEntries(query)
  return body ?? {}
}

function describeField(name: string, type: string) {
  const isText = type === 'String' || type === 'LargeString'
  return {
    name: `@${name}`,
    description: '',
    type,
    defaultValue: '',
    fieldType: type,
    fieldSourceType: 'Metadata',
    includeInQuery: true,
    includeInResults: true,
    groupByField: isText,
    splitGroupByField: name === 'tags' || name === 'category',
    sortByField: true,
  }
}
