import { TokenError, type TokenErrorCode, type TokenErrorOptions } from '../shared/token-error.ts'

const contract = 'Answer exactly what the token endpoint of this kit answers.'

/** What each fault of an endpoint looks like from the page, and what its author should change. */
const sentences: Partial<Record<TokenErrorCode, readonly [what: string, remedy: string]>> = {
  'endpoint-unreachable': [
    'could not be reached',
    'Check the network, the `endpoint` address and, across origins, CORS.',
  ],
  'endpoint-timeout': ['did not answer in time', 'Make it answer within 10 seconds.'],
  'endpoint-redirected': ['redirected', 'Answer 401 instead of a login page, and give `endpoint` its final address.'],
  'endpoint-not-found': ['does not exist', 'Mount it at this address, or correct `endpoint`.'],
  'endpoint-failed': ['failed', 'Look at its server log.'],
  'endpoint-not-json': [
    'answered something that is not JSON',
    'Exclude its route from pages, rewrites and login walls.',
  ],
  'endpoint-too-large': ['answered more than 128 KB', 'Send the token answer only; give the token fewer groups.'],
  'endpoint-bad-answer': ['broke its contract', contract],
  'endpoint-no-token': ['answered without a token', contract],
  'endpoint-expired-token': [
    'answered an expired token',
    'Cache tokens for less than their life, and never the HTTP answer.',
  ],
  'not-authenticated': ['says that nobody is signed in', 'Sign in, then call `renew()`.'],
  'renewal-storm': ['was asked for five tokens within a minute', 'Find what renews or rejects in a loop.'],
}

/** A `TokenError` about the token endpoint, worded for whoever wrote that endpoint. */
export function endpointProblem(code: TokenErrorCode, options: Partial<TokenErrorOptions> & { detail?: string } = {}) {
  const [what, remedy] = sentences[code] ?? ['refused', 'Look at its server log.']
  const detail = options.detail ? ` (${options.detail})` : ''
  return new TokenError(code, `The token endpoint ${what}${detail}.`, { remedy, status: 502, ...options })
}
