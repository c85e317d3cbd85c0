/** Names of the calls, as faults and the request log use them. */
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

/** Which of Coveo's services answers: each writes its errors in its own shape. */
export type ApiFamily = 'platform' | 'search' | 'analytics'

/** One request, as a handler sees it. */
export interface Call {
  method: string
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  body: unknown
  /** From `Authorization: Bearer`, or from the `access_token` query parameter. */
  bearer: string | undefined
}

/** What a handler answers; status 200 unless it says otherwise. */
export interface Answer {
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
  /** The body must be declared as JSON. Default false: JSON and forms, whatever they are declared as. */
  strictJson?: boolean
  handle(call: Call): Answer | Promise<Answer>
}
