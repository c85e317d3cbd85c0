import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import type { TokenError } from '../shared/token-error.ts'
import type { EndpointFault } from './endpoint-fault.ts'
import { isTokenAnswer } from './token-answer.ts'
import type { TokenSourceOptions } from './token-source-contract.ts'

export interface TokenRequest extends Pick<TokenSourceOptions, 'endpoint' | 'fetch' | 'credentials'> {
  /** Fingerprint of the token that Coveo refused, if that is why we ask. */
  rejected?: string | undefined
  /** Aborts the request; the reason is the code of the error. */
  controller: AbortController
}

/** Asks the token endpoint once. Rejects with a `TokenError`, whatever the endpoint does. */
export async function requestToken(request: TokenRequest): Promise<TokenAnswer> {
  const { endpoint, fetch = globalThis.fetch, credentials, rejected, controller } = request
  const { signal } = controller
  const fault: EndpointFault = {}
  const timer = setTimeout(() => controller.abort('endpoint-timeout'), 10_000)
  try {
    const response = await fetch(endpoint, {
      ...(rejected && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rejected }),
      }),
      cache: 'no-store',
      credentials,
      redirect: 'manual',
      signal,
    } as RequestInit)
    fault.response = response
    fault.text = await response.text()
    const answer = response.ok && fault.text.length <= 131_072 && JSON.parse(fault.text)
    if (isTokenAnswer(answer) && answer.fingerprint !== rejected) return answer
  } catch (cause) {
    fault.cause = cause
  } finally {
    clearTimeout(timer)
  }
  fault.code = signal.reason
  throw await explain(fault)
}

/**
 * Puts a fault into words. The words are loaded when they are first needed: a page whose endpoint works never pays for them.
 * Without them the source still does the right thing: it signs out at 401, tries again what failed at the network or the server, and
 * leaves everything else alone until it is told or woken.
 */
export function explain(fault: EndpointFault): Promise<TokenError> {
  const status = fault.response?.status
  return import('./endpoint-fault.ts').then(
    ({ explainFault }) => explainFault(fault),
    (cause) =>
      Object.assign(Error('The token endpoint failed.', { cause }), {
        name: 'TokenError',
        code: 'endpoint-failed',
        status,
        retryable: !((status as number) < 500),
      }) as unknown as TokenError,
  )
}
