import type { Problem } from '../shared/endpoint-contract.ts'
import type { EndpointErrorCode } from '../shared/token-error.ts'
import type { EndpointResponse } from './endpoint-exchange.ts'
import { problemHeaders } from './response-headers.ts'

interface ProblemOptions {
  /** One sentence that is safe to show to any caller. */
  detail: string
  /** Default: the usual status of the code. */
  status?: 400 | 413 | 415
  headers?: Readonly<Record<string, string>>
  /** Members of the problem beyond those of every problem. */
  members?: Record<string, unknown>
}

/** `endpoint-not-found` is the browser's code for any 404 of the endpoint's path. */
type ProblemCode = EndpointErrorCode | 'endpoint-not-found'

const kinds: Record<ProblemCode, { status: number; title: string }> = {
  'not-authenticated': { status: 401, title: 'Not authenticated' },
  'missing-privileges': { status: 403, title: 'Missing privileges' },
  'forbidden-origin': { status: 403, title: 'Forbidden origin' },
  'endpoint-not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'bad-request': { status: 400, title: 'Bad request' },
  'too-many-requests': { status: 429, title: 'Too many reports' },
  'coveo-refused': { status: 502, title: 'Coveo refused to create a token' },
  'coveo-unavailable': { status: 503, title: 'Coveo cannot create a token now' },
  internal: { status: 500, title: 'Internal error' },
}

/** A problem response (RFC 9457) with the status and the title of its code. */
export function problem(code: ProblemCode, options: ProblemOptions): EndpointResponse {
  const { detail, headers, members } = options
  const { title, status: usual } = kinds[code]
  const status = options.status ?? usual
  const body: Problem = { type: `urn:coveo-token:problem:${code}`, title, status, code, detail, ...members }
  return Object.freeze({ status, headers: { ...problemHeaders, ...headers }, body: JSON.stringify(body) })
}
