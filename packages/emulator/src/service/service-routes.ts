import * as z from 'zod'
import { retrievePassages } from '../answers/retrieve-passages.ts'
import { parseInput } from '../api/parse-input.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import type { Authenticator, Principal } from '../authorization/authenticator.ts'
import type { Privilege } from '../authorization/privilege.ts'
import { readInsightDocuments, readInsightInterface, useCaseAssist } from '../authorization/privilege-catalog.ts'
import { requireOrganization } from '../authorization/require-organization.ts'
import type { EmulatorClock } from '../clock/emulator-clock.ts'
import type { Directory } from '../documents/directory.ts'
import { localization } from '../search/localization.ts'
import { suggestQueries } from '../search/query-suggestions.ts'
import { resultOf } from '../search/result.ts'
import { runSearch } from '../search/run-search.ts'
import type { SearchIndex } from '../search/search-index.ts'
import { searchRequestSchema } from '../search/search-request.ts'
import type { SearchSettings } from '../search/search-settings.ts'

export interface ServiceRoutesOptions {
  organizationId: string
  authenticator: Authenticator
  index: SearchIndex
  directory: Directory
  clock: EmulatorClock
  settings: () => SearchSettings
}

const caseSchema = z.looseObject({
  fields: z.record(z.string(), z.looseObject({ value: z.string().default('') })).default({}),
  ...localization,
})

/** Routes of the Insight Panel and Case Assist: an empty configuration, searches, and suggestions from the index. */
export function serviceRoutes(options: ServiceRoutesOptions): Route[] {
  const { organizationId, authenticator, index, directory, clock, settings } = options

  function authorize(request: ApiRequest, privilege: Privilege): Principal {
    const principal = authenticator.authenticate(request, 'search')
    requireOrganization(request.params.organizationId, organizationId)
    authenticator.requirePrivilege(principal, [privilege], 'search')
    return principal
  }

  const corpusOf = ({ identities }: Principal) => ({
    index,
    entries: index.visibleTo(directory.resolve(identities)),
    time: { now: clock.now(), timezone: 'UTC' },
    rejectsUnknownFields: settings().unknownFields === 'reject',
  })

  function insightInterface(request: ApiRequest): ApiResponse {
    authorize(request, readInsightInterface)
    return {
      json: { contextFields: {}, searchHub: 'insight', interface: emptyInterface(request.params.configurationId) },
    }
  }

  function insightSearch(request: ApiRequest): ApiResponse {
    const principal = authorize(request, readInsightDocuments)
    const query = parseInput(searchRequestSchema, request.body ?? {})
    const { identities } = principal
    return {
      json: runSearch(query, { corpus: corpusOf(principal), identities, pipeline: 'insight', searchHub: 'insight' }),
    }
  }

  function insightQuerySuggest(request: ApiRequest): ApiResponse {
    const principal = authorize(request, readInsightDocuments)
    const { q } = parseInput(searchRequestSchema, request.body ?? {})
    return {
      json: {
        completions: suggestQueries(q, { corpus: corpusOf(principal), count: 5 }),
        responseId: crypto.randomUUID(),
      },
    }
  }

  function classify(request: ApiRequest): ApiResponse {
    authorize(request, useCaseAssist)
    parseInput(caseSchema, request.body ?? {})
    return { json: { fields: {}, responseId: crypto.randomUUID() } }
  }

  function suggestDocuments(request: ApiRequest): ApiResponse {
    const principal = authorize(request, useCaseAssist)
    const { fields } = parseInput(caseSchema, request.body ?? {})
    const query = Object.values(fields)
      .map(({ value }) => value)
      .join(' ')
    const passages = retrievePassages({ query, filters: [], maxPassages: 20 }, corpusOf(principal))
    const entries = [...new Set(passages.map(({ entry }) => entry))].slice(0, 5)
    const documents = entries.map((entry) => {
      const { title, excerpt, clickUri, uniqueId, hasHtmlVersion, raw } = resultOf(entry, {
        stems: new Set(),
        score: 1,
        bestScore: 1,
        excerptLength: 200,
        rawOf: (fields) => fields,
      })
      return { title, excerpt, clickUri, uniqueId, hasHtmlVersion, fields: raw }
    })
    return { json: { documents, totalCount: documents.length, responseId: crypto.randomUUID() } }
  }

  const insight = '/rest/organizations/:organizationId/insight/v1/configs/:configurationId'
  const caseAssist = '/rest/organizations/:organizationId/caseassists/:configurationId'
  const post = { family: 'search', methods: ['POST'] } as const
  return [
    { family: 'search', methods: ['GET'], name: 'insight', path: `${insight}/interface`, handle: insightInterface },
    { ...post, name: 'insight', path: `${insight}/search`, handle: insightSearch },
    { ...post, name: 'insight', path: `${insight}/querysuggest`, handle: insightQuerySuggest },
    { ...post, name: 'caseAssist', path: `${caseAssist}/classify`, handle: classify },
    { ...post, name: 'caseAssist', path: `${caseAssist}/documents/suggest`, handle: suggestDocuments },
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
