import * as z from 'zod'
import { retrievePassages } from '../answers/retrieve-passages.ts'
import type { ApiRequest, ApiResponse, Route } from '../api/route.ts'
import { useCaseAssist } from '../authorization/privilege-catalog.ts'
import { localization } from '../search/localization.ts'
import { resultOf } from '../search/result.ts'
import { authorizeService, type ServiceRoutesOptions } from './authorize-service.ts'

const caseSchema = z.strictObject({
  fields: z.record(z.string(), z.strictObject({ value: z.string().default('') })).default({}),
  ...localization,
})

const caseParameters = { call: 'A case', schema: caseSchema, ignored: ['debug'], context: ['context', 'visitorId'] }

/** Routes of Case Assist: no classifications, and suggestions of documents from the index. */
export function caseAssistRoutes({ organizationId, authenticator, corpusOf }: ServiceRoutesOptions): Route[] {
  const authorize = (request: ApiRequest) =>
    authorizeService(request, { organizationId, authenticator, privilege: useCaseAssist })

  function classify(request: ApiRequest): ApiResponse {
    authorize(request)
    request.parse(caseParameters, request.body ?? {})
    return { json: { fields: {}, responseId: crypto.randomUUID() } }
  }

  function suggestDocuments(request: ApiRequest): ApiResponse {
    const principal = authorize(request)
    const { fields } = request.parse(caseParameters, request.body ?? {})
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

  const path = '/rest/organizations/:organizationId/caseassists/:configurationId'
  const post = { family: 'search', methods: ['POST'], name: 'caseAssist' } as const
  return [
    { ...post, path: `${path}/classify`, handle: classify },
    { ...post, path: `${path}/documents/suggest`, handle: suggestDocuments },
  ]
}
