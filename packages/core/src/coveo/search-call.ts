import * as z from 'zod/mini'
import { anyString } from '../shared/any-string.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { parseJsonResponse } from './parse-json-response.ts'

/** The body of a search. @see https://docs.coveo.com/en/1445 */
export interface SearchQuery {
  /** The words that the user typed. */
  readonly q: string
  /** Query expression that every result must also match. */
  readonly aq?: string | undefined
  /** Default 10. */
  readonly numberOfResults?: number | undefined
  readonly fieldsToInclude?: readonly string[] | undefined
  readonly [parameter: string]: unknown
}

export interface SearchResult<Fields> {
  readonly title: string
  readonly uri: string
  readonly clickUri: string
  readonly excerpt: string
  readonly uniqueId: string
  /** The fields of the item. */
  readonly raw: Fields
}

export interface SearchResponse<Fields> {
  readonly results: readonly SearchResult<Fields>[]
  readonly totalCount: number
  /** Identifies this search in analytics. */
  readonly searchUid: string
}

/** The body of a request for passages. @see https://docs.coveo.com/en/oaie9196 */
export interface PassagesQuery {
  /** At most 1000 characters. */
  readonly query: string
  /** 1 to 20. Default 5. */
  readonly maxPassages?: number | undefined
  readonly [parameter: string]: unknown
}

export interface PassagesResponse {
  readonly items: readonly {
    readonly text: string
    readonly relevanceScore: number
    readonly document: { readonly title: string; readonly [field: string]: unknown }
  }[]
}

const searchSchema = z.looseObject({
  results: z.array(z.looseObject({ title: anyString, raw: z.looseObject({}) })),
  totalCount: z.custom<number>(Number.isFinite),
  searchUid: anyString,
})

const passagesSchema = z.looseObject({
  items: z.array(z.looseObject({ text: anyString, document: z.looseObject({}) })),
})

/** Builds `POST /rest/search/v2`, which a token authenticates. */
export function searchRequest(query: SearchQuery, organizationId: string): CoveoRequest {
  return searchApiRequest('v2', query, organizationId)
}

/** Builds `POST /rest/search/v3/passages/retrieve`. Coveo requires a locale and a timezone. */
export function passagesRequest(query: PassagesQuery, organizationId: string): CoveoRequest {
  const localization = { locale: 'en-US', timezone: 'UTC' }
  return searchApiRequest('v3/passages/retrieve', { localization, ...query }, organizationId)
}

export function parseSearchResponse<Fields>(response: CoveoResponse): SearchResponse<Fields> {
  return parseJsonResponse(response, searchSchema) as unknown as SearchResponse<Fields>
}

export function parsePassagesResponse(response: CoveoResponse): PassagesResponse {
  return parseJsonResponse(response, passagesSchema) as unknown as PassagesResponse
}

function searchApiRequest(path: string, body: object, organizationId: string): CoveoRequest {
  const query = `organizationId=${encodeURIComponent(organizationId)}`
  return { family: 'search', method: 'POST', path: `/rest/search/${path}?${query}`, body }
}
