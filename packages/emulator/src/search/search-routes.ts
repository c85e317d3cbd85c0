import * as z from 'zod'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import { executeQuery, impersonate } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { CallerCorpus } from './caller-corpus.ts'
import { expressionsOf } from './debug-information.ts'
import { describeField } from './describe-field.ts'
import { facetSearchParameters, searchFacetValues } from './facet-search.ts'
import { localization } from './localization.ts'
import { permittedCorpus, type SearchScope } from './match-query.ts'
import { type Pipeline, triggersOf } from './pipeline.ts'
import { suggestParameters, suggestQueries } from './query-suggestions.ts'
import { quickView, quickViewParameters } from './quick-view.ts'
import type { SearchIndex } from './search-index.ts'
import { searchParameters } from './search-parameters.ts'
import { searchResponse } from './search-response.ts'

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

/** The parameters of the list of fields. */
export const fieldsParameters = {
  call: 'A list of fields',
  schema: z.strictObject(localization),
  ignored: ['index', 'indexToken', 'logicalIndex', 'viewAllContent'],
  context: ['access_token', 'organizationId', 'context', 'pipeline', 'referrer', 'searchHub', 'tab'],
}

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
    const query = request.parse(searchParameters, parametersOf(request))
    return searchResponse(request, { query, scope: scopeOf(principal, query) })
  }

  function querySuggest(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { q, count } = request.parse(suggestParameters, parametersOf(request))
    const corpus = permittedCorpus(scopeOf(principal))
    return { json: { completions: suggestQueries(q, { corpus, count }), responseId: crypto.randomUUID() } }
  }

  function facetSearch(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const facetSearch = request.parse(facetSearchParameters, request.body ?? {})
    return { json: searchFacetValues(facetSearch, scopeOf(principal)) }
  }

  function plan(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const query = request.parse(searchParameters, parametersOf(request))
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
    const view = request.parse(quickViewParameters, { ...request.query.all(), ...body })
    return { html: quickView(view, permittedCorpus(scopeOf(principal))) }
  }

  function fields(request: ApiRequest): ApiResponse {
    authorize(request)
    request.parse(fieldsParameters, request.query.all())
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
  if (method === 'GET') return query.all()
  return body ?? {}
}
