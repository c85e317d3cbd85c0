import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { EndpointFault } from './endpoint-fault.ts'
import { isTokenAnswer } from './token-answer.ts'

const timeoutMs = 10_000
const maxLength = 128 * 1024

export interface TokenRequest {
  endpoint: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
  credentials: RequestCredentials | undefined
  /** Fingerprint of the token that Coveo refused, if that is why we ask. */
  rejected: string | undefined
  /** Aborts the request; the reason is the code of the error. */
  controller: AbortController
}

/** Asks the token endpoint once. Rejects with a `TokenError`, whatever the endpoint does. */
export async function requestToken(request: TokenRequest): Promise<TokenAnswer> {
  const { endpoint, fetch, credentials, rejected, controller } = request
  const { signal } = controller
  const fault: EndpointFault = { status: 0 }
  const timer = setTimeout(() => controller.abort('endpoint-timeout'), timeoutMs)
  try {
    const response = await fetch(endpoint, {
      ...(rejected && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rejected }),
      }),
      cache: 'no-store',
      ...(credentials && { credentials }),
      redirect: 'manual',
      signal,
    })
    fault.response = response
    fault.status = response.status || 302
    fault.text = await response.text()
    const answer = response.ok && fault.text.length <= maxLength && JSON.parse(fault.text)
    if (isTokenAnswer(answer)) return answer
  } catch (cause) {
    fault.cause = cause
    fault.code = signal.aborted ? signal.reason : undefined
  } finally {
    clearTimeout(timer)
  }
  throw await explain(fault)
}

/**
 * Puts a fault into words. The words are loaded when they are first needed: a page whose endpoint works never pays for them,
 * and what the source does about a fault depends on none of them.
 */
export function explain(fault: EndpointFault): Promise<TokenError> {
  const { status, response } = fault
  const facts = {
    status,
    retryable: !/^([23]|4(?!08|25|29))/.test(`${status}`),
    retryAfterMs: Number(response?.headers.get('retry-after')) * 1000 || undefined,
  }
  return import('./endpoint-fault.ts').then(
    ({ explainFault }) => explainFault(fault, facts),
    (cause) =>
      Object.assign(Error(`The token endpoint failed (${status}).`, { cause }), {
        ...facts,
        name: 'TokenError',
        code: 'endpoint-failed',
      }) as TokenError,
  )
}
