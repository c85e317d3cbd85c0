import type { TokenResponse } from '../shared/endpoint-contract.ts'
import type { EndpointFailure, FailedFlight, Flight } from './flight.ts'
import { isTokenResponse } from './token-response.ts'

/** Asks the token endpoint once. Rejects when it answers anything but a new token, or nothing. */
export async function requestToken(flight: Flight): Promise<TokenResponse> {
  const { rejected, abort } = flight
  const timer = setTimeout(() => abort.abort('timeout'), 10_000)
  try {
    const response = await (flight.fetch ?? fetch)(flight.endpoint, {
      ...(rejected && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rejected }),
      }),
      cache: 'no-store',
      credentials: flight.credentials,
      redirect: 'manual',
      signal: abort.signal,
    } as RequestInit)
    flight.response = response
    flight.text = await response.text()
    const answer = response.ok && JSON.parse(flight.text.slice(0, 131_072))
    if (!isTokenResponse(answer) || answer.fingerprint === rejected) throw response
    return answer
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The error of a failed renewal: what to change in the endpoint, and when to try again. That is loaded when it is first needed, so that
 * a page whose endpoint works never pays for it, and asked for anew at every failure. Where it cannot be loaded, 401 still signs out,
 * and everything else is tried again once a minute.
 */
export function explainFailure(flight: FailedFlight): Promise<EndpointFailure> {
  return import('./endpoint-failure.ts').then(
    ({ endpointFailure }) => endpointFailure(flight),
    () =>
      Object.assign(Error('No token.'), {
        name: 'TokenError',
        code: 'endpoint-failed',
        status: flight.response?.status,
        retryable: flight.response?.status !== 401,
        retryAt: flight.clock() + 60_000,
      }) as unknown as EndpointFailure,
  )
}
