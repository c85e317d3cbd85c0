import type { IssueOutcome } from '../issuing/issued-token.ts'
import { allowedMethods } from './request-guard.ts'

type Headers = Readonly<Record<string, string>>

function headers(contentType: string, outcome: IssueOutcome | 'none'): Headers {
  return Object.freeze({
    'Content-Type': contentType,
    'Cache-Control': 'private, no-store',
    Vary: 'Cookie, Authorization, Origin',
    'X-Content-Type-Options': 'nosniff',
    'Server-Timing': `token;desc="${outcome}"`,
  })
}

/** The headers of an answer that carries a token, by where the token came from. */
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

const preflightHeaders: Headers = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
}

/** What lets a page of an allowed origin ask, and read the answer: that origin echoed, never a wildcard. */
export function corsHeaders(origin: string, method: string): Headers {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
    ...(method === 'OPTIONS' && preflightHeaders),
  }
}
