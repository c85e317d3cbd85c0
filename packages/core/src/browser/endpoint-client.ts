import type { TokenAnswer } from '../shared/endpoint-contract.ts'
import { isTokenError, type TokenErrorCode } from '../shared/token-error.ts'
import { endpointProblem } from './endpoint-problem.ts'
import { readTokenAnswer } from './token-answer.ts'

const timeoutMs = 10_000
const maxLength = 128 * 1024

export interface TokenRequest {
  endpoint: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
  credentials: RequestCredentials
  /** Fingerprint of the token that Coveo refused, if that is why we ask. */
  rejected: string | undefined
  controller: AbortController
}

/** Asks the token endpoint once. Rejects with a `TokenError`, whatever the endpoint does. */
export async function requestToken(request: TokenRequest): Promise<TokenAnswer> {
  const { controller, rejected } = request
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    controller.abort()
  }, timeoutMs)
  try {
    const response = await request.fetch(request.endpoint, {
      method: rejected ? 'POST' : 'GET',
      headers: { accept: 'application/json', ...(rejected && { 'content-type': 'application/json' }) },
      ...(rejected && { body: JSON.stringify({ rejected }) }),
      cache: 'no-store',
      credentials: request.credentials,
      redirect: 'manual',
      signal: controller.signal,
    })
    return await judgeAnswer(response)
  } catch (error) {
    if (isTokenError(error)) throw error
    throw endpointProblem(timedOut ? 'endpoint-timeout' : 'endpoint-unreachable', { retryable: true, cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** Reads an answer of the token endpoint, or says what is wrong with it. */
export async function judgeAnswer(response: Response): Promise<TokenAnswer> {
  const { status, headers } = response
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
    throw endpointProblem('endpoint-redirected')
  const text = Number(headers.get('content-length')) > maxLength ? undefined : await response.text()
  if (status >= 400) {
    throw endpointProblem(status === 401 ? 'not-authenticated' : problemCode(status, text), {
      status,
      retryable: status >= 500 || status === 408 || status === 425 || status === 429,
      retryAfterMs: retryAfterMs(headers),
      detail: String(status),
    })
  }
  if (text === undefined || text.length > maxLength) throw endpointProblem('endpoint-too-large')
  return readTokenAnswer(text)
}

function problemCode(status: number, text: string | undefined): TokenErrorCode {
  try {
    const { code } = JSON.parse(text ?? '')
    if (/^[a-z-]{3,40}$/.test(code)) return code
  } catch {}
  return status === 404 ? 'endpoint-not-found' : 'endpoint-failed'
}

function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.get('date') ?? '')
  return ms >= 0 ? Math.min(ms, 3_600_000) : undefined
}
