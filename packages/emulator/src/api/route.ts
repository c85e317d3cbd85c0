import type { ParameterTable } from './parse-parameters.ts'
import type { QueryReader } from './query-reader.ts'
import type { RequestWarnings } from './request-warnings.ts'

/** Route names, as faults and the request log use them. */
export const routeNames = [
  'platformToken',
  'platformTokenPrivileges',
  'tokenPrivileges',
  'organizationPrivileges',
  'myPrivileges',
  'evaluatePrivilege',
  'apiKeyPrivileges',
  'checkToken',
  'apiKeys',
  'apiKeyTemplates',
  'certificates',
  'searchToken',
  'search',
  'querySuggest',
  'facetSearch',
  'plan',
  'html',
  'fields',
  'passages',
  'generateAnswer',
  'insight',
  'caseAssist',
  'events',
  'analytics',
] as const

export type RouteName = (typeof routeNames)[number]

/** The Coveo service that a route belongs to. Each has its own error shape. */
export type ApiFamily = 'platform' | 'search' | 'analytics'

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A parsed request. */
export interface ApiRequest {
  method: string
  params: Readonly<Record<string, string>>
  query: QueryReader
  body: unknown
  /** From `Authorization: Bearer`, or from the `access_token` query parameter. */
  bearer: string | undefined
  /** The first address of `X-Forwarded-For`, or the client's. */
  address?: string | undefined
  /** Parses `input` by the parameters of the call. Throws a 400 for an invalid one; one without effect is a warning. */
  parse<Output>(parameters: ParameterTable<Output>, input: unknown): Output
  /** Collects why parts of the request have no effect. The log and the header `X-Emulator-Warnings` of the response name it. */
  warnings: RequestWarnings
}

/** A response. The default status is 200. */
export interface ApiResponse {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  html?: string
  text?: { type: string; content: string }
  /** A body sent in chunks, with its content type. */
  stream?: { type: string; chunks: AsyncIterable<string> }
}

export interface Route {
  name: RouteName
  family: ApiFamily
  methods: readonly RouteMethod[]
  /** Path with `:name` segments for parameters. */
  path: string
  /** Requires the content type `application/json`. Default false: JSON and forms. */
  strictJson?: boolean
  handle(request: ApiRequest): ApiResponse | Promise<ApiResponse>
}
