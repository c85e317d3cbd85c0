import * as z from 'zod'
import { parseInput } from '../api/parse-input.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import { executeQuery, impersonate } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { CallerCorpus } from './caller-corpus.ts'
import { expressionsOf } from './debug-information.ts'
import { describeField } from './describe-field.ts'
import { facetSearchRequestSchema, searchFacetValues } from './facet-search.ts'
import { wholeNumber } from './form-parameter.ts'
import { localization } from './localization.ts'
import { permittedCorpus, type SearchScope } from './match-query.ts'
import { type Pipeline, triggersOf } from './pipeline.ts'
import { suggestQueries } from './query-suggestions.ts'
import { quickView, quickViewRequestSchema } from './quick-view.ts'
import { runSearch } from './run-search.ts'
import type { SearchIndex } from './search-index.ts'
import { ignoredParameters, supportedParameters } from './search-parameters.ts'
import { searchRequestSchema } from './search-request.ts'

export interface SearchRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  index: SearchIndex
  corpusOf: CallerCorpus
  rules: Pipeline
}

interface RoutingParameters {
  pipeline?: string | undefined
  searchHub?: string | undefined
}

const suggestRequestSchema = z.looseObject({
  q: z.string().max(5000).default(''),
  count: wholeNumber({ max: 100 }).default(5),
  ...localization,
})

const fieldsRequestSchema = z.looseObject(localization)

/** Routes of the Search API. */
export function searchRoutes({ organizationId, authenticator, index, corpusOf, rules }: SearchRoutesOptions): Route[] {
  function authorize(request: ApiRequest): Principal {
    const principal = authenticator.authenticate(request, 'search')
    requireOrganization(request.query.get('organizationId'), organizationId)
    authenticator.requirePrivilege(principal, [executeQuery, impersonate], 'search')
    return principal
  }

  function scopeOf({ identities, enforced }: Principal, requested: RoutingParameters = {}): SearchScope {
    return {
      corpus: corpusOf({ identities }),
      rules,
      identities,
      filter: enforced.filter,
      pipeline: enforced.pipeline ?? requested.pipeline ?? 'default',
      searchHub: enforced.searchHub ?? requested.searchHub ?? 'default',
    }
  }

  function search(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const query = parseInput(searchRequestSchema, parametersOf(request))
    const { warnings, ...response } = runSearch(query, scopeOf(principal, query))
    return { json: { ...response, warnings: [...warnings, ...addressWarnings(request)] } }
  }

  function querySuggest(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { q, count } = parseInput(suggestRequestSchema, parametersOf(request))
    const corpus = permittedCorpus(scopeOf(principal))
    return { json: { completions: suggestQueries(q, { corpus, count }), responseId: crypto.randomUUID() } }
  }

  function facetSearch(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const facetSearch = parseInput(facetSearchRequestSchema, request.body ?? {})
    return { json: searchFacetValues(facetSearch, scopeOf(principal)) }
  }

  function plan(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const query = parseInput(searchRequestSchema, parametersOf(request))
    const scope = scopeOf(principal, query)
    return {
      json: {
        pipeline: scope.pipeline,
        preprocessingOutput: { triggers: triggersOf(query.q, rules) },
        parsedInput: { ...expressionsOf(query, scope), largeExpression: query.lq },
      },
    }
  }

  function html(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const body = typeof request.body === 'object' ? request.body : {}
    const view = parseInput(quickViewRequestSchema, { ...Object.fromEntries(request.query), ...body })
    return { html: quickView(view, permittedCorpus(scopeOf(principal))) }
  }

  function fields(request: ApiRequest): ApiResponse {
    authorize(request)
    parseInput(fieldsRequestSchema, Object.fromEntries(request.query))
    return { json: { fields: Object.entries(index.fieldTypes).map(([name, type]) => describeField(name, type)) } }
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

/** Returns the parameters: the body of a POST, the query string of a GET. */
function parametersOf({ method, body, query }: ApiRequest): unknown {
  if (method === 'GET') return Object.fromEntries(query)
  return body ?? {}
}

/** Returns warnings for parameters of a POST in its address, where they have no effect. */
function addressWarnings({ method, query }: ApiRequest): string[] {
  if (method === 'GET') return []
  const names = [...query.keys()].filter((name) => effectiveParameters.has(name))
  return names.map((name) => `The emulator reads ${name} of a POST from its body only.`)
}

const effectiveParameters = new Set([...supportedParameters, ...ignoredParameters])
