import type { RejectionReport, TokenResponse } from '../../shared/endpoint-contract.ts'
import { createEndpointError } from '../errors/endpoint-error.ts'
import type { TokenSourceOptions } from '../token-source-contract.ts'
import { parseResponse } from './parse-response.ts'
import { retryAfterMs } from './retry-after.ts'

export interface TokenRequest {
  /** Ends the request. */
  readonly signal: AbortSignal
  /** Fingerprint of a token to be replaced: one that Coveo rejected, or that a cache repeats. */
  readonly rejected?: string | undefined
}

/** Sends one request to the token endpoint. Rejects with a `TokenError` unless the response is a new token. */
export async function requestToken(
  options: TokenSourceOptions,
  { signal, rejected }: TokenRequest,
): Promise<TokenResponse> {
  const { endpoint = defaultEndpoint, headers, credentials, fetch = globalThis.fetch } = options
  let response: Response | undefined
  let text: string
  try {
    response = await fetch(endpoint, {
      headers: {
        ...(typeof headers === 'function' ? headers() : headers),
        ...(rejected && { 'content-type': 'application/json' }),
      },
      ...(rejected && { method: 'POST', body: JSON.stringify({ rejected } satisfies RejectionReport) }),
      ...(credentials && { credentials }),
      cache: 'no-store',
      redirect: 'manual',
      signal,
    })
    text = await response.text()
  } catch (cause) {
    throw createEndpointError('endpoint-unreachable', { response, cause })
  }
  const parsed = parseResponse(response, { text, rejected })
  if (typeof parsed !== 'string') return parsed
  throw createEndpointError(parsed, { response, text, retryAfterMs: retryAfterMs(response) })
}

/** Where the adapters mount the token endpoint. */
export const defaultEndpoint = '/api/coveo-token'
