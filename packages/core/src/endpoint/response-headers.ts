import type { IssueOutcome } from '../issuing/issued-token.ts'

type Headers = Readonly<Record<string, string>>

export const allowedMethods = 'GET, HEAD, POST, OPTIONS'

function headers(contentType: string, outcome: IssueOutcome | 'none'): Headers {
  return Object.freeze({
    'Content-Type': contentType,
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization, Origin',
    'X-Content-Type-Options': 'nosniff',
    'Server-Timing': `token;desc="${outcome}"`,
  })
}

/** The headers of a response with a token, by the outcome of `issue()`. */
export const tokenHeaders: Readonly<Record<IssueOutcome, Headers>> = {
  hit: headers('application/json', 'hit'),
  mint: headers('application/json', 'mint'),
  shared: headers('application/json', 'shared'),
  coalesced: headers('application/json', 'coalesced'),
  stale: headers('application/json', 'stale'),
}

export const problemHeaders = headers('application/problem+json', 'none')

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
