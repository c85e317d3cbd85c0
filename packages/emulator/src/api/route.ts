/** Route names, as faults and the request log use them. */
export const routeNames = [
  'platformToken',
  'platformTokenPrivileges',
  'tokenPrivileges',
  'organizationPrivileges',
  'myPrivileges',
  'evaluatePrivilege',
  'certificates',
  'searchToken',
  'search',
  'querySuggest',
  'facetSearch',
  'plan',
  'html',
  'fields',
  'events',
  'analytics',
] as const

export type RouteName = (typeof routeNames)[number]

/** The Coveo service that a route belongs to. Each has its own error shape. */
export type ApiFamily = 'platform' | 'search' | 'analytics'

/** A parsed request. */
export interface ApiRequest {
  method: string
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  body: unknown
  /** From `Authorization: Bearer`, or from the `access_token` query parameter. */
  bearer: string | undefined
}

/** A response. The default status is 200. */
export interface ApiResponse {
  status?: number
  json?: unknown
  html?: string
}

export interface Route {
  name: RouteName
  family: ApiFamily
  methods: readonly ('GET' | 'POST')[]
  /** Express path pattern. */
  path: string
  /** Requires the content type `application/json`. Default false: JSON and forms. */
  strictJson?: boolean
  handle(request: ApiRequest): ApiResponse | Promise<ApiResponse>
}
