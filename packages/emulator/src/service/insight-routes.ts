import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Privilege } from '../authorization/privilege.ts'
import { readInsightDocuments, readInsightInterface } from '../authorization/privilege-catalog.ts'
import { suggestParameters, suggestQueries } from '../search/query-suggestions.ts'
import { searchParameters } from '../search/search-parameters.ts'
import { searchResponse } from '../search/search-response.ts'
import { authorizeService, type ServiceRoutesOptions } from './authorize-service.ts'

/** Routes of the Insight Panel: an empty configuration, searches and suggestions. */
export function insightRoutes({ organizationId, authenticator, corpusOf }: ServiceRoutesOptions): Route[] {
  const authorize = (request: ApiRequest, privilege: Privilege) =>
    authorizeService(request, { organizationId, authenticator, privilege })

  function insightInterface(request: ApiRequest): ApiResponse {
    authorize(request, readInsightInterface)
    return {
      json: { contextFields: {}, searchHub: 'insight', interface: emptyInterface(request.params.configurationId) },
    }
  }

  function insightSearch(request: ApiRequest): ApiResponse {
    const principal = authorize(request, readInsightDocuments)
    const query = request.parse(searchParameters, request.body ?? {})
    const { identities } = principal
    const scope = { corpus: corpusOf(principal), identities, pipeline: 'insight', searchHub: 'insight' }
    return searchResponse(request, { query, scope })
  }

  function insightQuerySuggest(request: ApiRequest): ApiResponse {
    const principal = authorize(request, readInsightDocuments)
    const { q, count } = request.parse(suggestParameters, request.body ?? {})
    return {
      json: {
        completions: suggestQueries(q, { corpus: corpusOf(principal), count }),
        responseId: crypto.randomUUID(),
      },
    }
  }

  const path = '/rest/organizations/:organizationId/insight/v1/configs/:configurationId'
  const post = { family: 'search', methods: ['POST'], name: 'insight' } as const
  return [
    { ...post, methods: ['GET'], path: `${path}/interface`, handle: insightInterface },
    { ...post, path: `${path}/search`, handle: insightSearch },
    { ...post, path: `${path}/querysuggest`, handle: insightQuerySuggest },
  ]
}

function emptyInterface(id: string | undefined) {
  const off = { enabled: false }
  return {
    id,
    name: 'Emulator',
    resultTemplates: [],
    facets: [],
    tabs: [],
    settings: {
      createArticle: off,
      fullSearch: { enabled: true },
      genQA: { enabled: false, collapsible: false },
      userActions: { enabled: false, recentClickedDocuments: off, recentQueries: off, timeline: off },
    },
  }
}
