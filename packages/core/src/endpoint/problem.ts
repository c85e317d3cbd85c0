import type { Problem } from '../shared/endpoint-contract.ts'
import type { EndpointErrorCode } from '../shared/token-error.ts'

/** An answer other than a token: everything in it may be shown to anyone. */
export interface Refusal {
  readonly status: number
  readonly code: EndpointErrorCode
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

interface RefuseOptions {
  detail: string
  /** Default: the code's usual status. */
  status?: 400 | 413 | 415
  headers?: Record<string, string>
  /** Members of the problem beyond those that every problem has. */
  members?: Record<string, unknown>
}

const kinds: Record<EndpointErrorCode, { status: number; title: string }> = {
  'not-authenticated': { status: 401, title: 'Not authenticated' },
  'missing-privileges': { status: 403, title: 'Missing privileges' },
  'forbidden-origin': { status: 403, title: 'Not from this origin' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'bad-request': { status: 400, title: 'Not a token request' },
  'too-many-requests': { status: 429, title: 'Too many reports' },
  'coveo-refused': { status: 502, title: 'Coveo refused to create a token' },
  'coveo-unavailable': { status: 503, title: 'Coveo cannot create a token now' },
  internal: { status: 500, title: 'Something is wrong in this application' },
}

/** An RFC 9457 problem in the words of the code's row; `detail` is one safe sentence. */
export function refuse(code: EndpointErrorCode, options: RefuseOptions): Refusal {
  const { title, status: usual } = kinds[code]
  const status = options.status ?? usual
  const { detail, headers = {}, members } = options
  const problem: Problem = { type: `urn:coveo-token:problem:${code}`, title, status, code, detail, ...members }
  return { status, code, body: JSON.stringify(problem), headers }
}
