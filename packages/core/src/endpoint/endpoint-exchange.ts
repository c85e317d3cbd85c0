import type { IssueOutcome } from '../issuing/issued-token.ts'

/** A request as plain data: an adapter creates it from its framework's own request. */
export interface EndpointRequest {
  /** As sent: methods are case-sensitive. */
  readonly method: string
  /** The endpoint's own `scheme://host[:port]`, as the framework sees it after its proxy settings. */
  readonly origin: string
  /** The part of the URL's path below the endpoint's own path. Anything but `''` and `/` is 404. */
  readonly path: string
  /** A request header by its lower-case name; repeated headers joined with `, `. */
  readonly header: (name: string) => string | undefined
  /** Every value of one query parameter, decoded. */
  readonly query: (name: string) => readonly string[]
  /** An async iterable of chunks, the text or bytes of the body, or the value that a body parser left. */
  readonly body: () => unknown
  /** Aborts when the client disconnects. Ends this request's wait, never a mint that other requests share. */
  readonly signal?: AbortSignal | undefined
}

/** A response as plain data: an adapter hands it to its framework. */
export interface EndpointResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Headers = Readonly<Record<string, string>>

/** Every value of a query parameter in a URL or in a path with its query. */
export function queryValues(url: string, name: string): readonly string[] {
  const start = url.indexOf('?')
  return start === -1 ? [] : new URLSearchParams(url.slice(start)).getAll(name)
}

export const allowedMethods = 'GET, HEAD, POST, OPTIONS'

function headers(contentType: string, outcome: IssueOutcome | 'none'): Headers {
  return {
    'Content-Type': contentType,
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization, Origin',
    'X-Content-Type-Options': 'nosniff',
    'Server-Timing': `token;desc="${outcome}"`,
  }
}

/** The headers of a response with a token. */
export function tokenHeaders(outcome: IssueOutcome): Headers {
  return headers('application/json', outcome)
}

export const problemHeaders = Object.freeze(headers('application/problem+json', 'none'))

const { 'Content-Type': _, ...withoutBody } = problemHeaders
export const emptyHeaders: Headers = Object.freeze({ ...withoutBody, Allow: allowedMethods })

/** The `Retry-After` header: whole seconds, from one to a day. */
export function retryAfterHeader(ms: number): Headers {
  return { 'Retry-After': String(Math.min(86_400, Math.max(1, Math.ceil(ms / 1000) || 1))) }
}

/** The headers that let a page of an allowed origin read the response. They name that origin, never a wildcard. */
export function corsHeaders(origin: string): Headers {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
  }
}

/**
 * The headers of a preflight response. They allow the request headers that the page names: tracing libraries add
 * their own to every request.
 */
export function preflightHeaders(requested: string | undefined): Headers {
  return {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST',
    'Access-Control-Allow-Headers': [...new Set([...alwaysAllowed, ...namesIn(requested)])].join(', '),
    'Access-Control-Max-Age': '600',
  }
}

const alwaysAllowed = ['Authorization', 'Content-Type']

function namesIn(list = ''): string[] {
  const names = list.split(',').map((name) => name.trim())
  if (list.length > 1_000 || !names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name))) return []
  return names.filter((name) => !/^(authorization|content-type)$/i.test(name))
}
