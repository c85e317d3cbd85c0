import { abortable } from '../shared/abortable.ts'
import { backoffMs } from '../shared/backoff.ts'
import { delay } from '../shared/delay.ts'
import { tokenError } from '../shared/error-table.ts'
import { redactText } from '../shared/redact-text.ts'
import { isTokenError, type TokenErrorCode } from '../shared/token-error.ts'
import type { CoveoBaseUrls } from './base-urls.ts'
import { readBoundedBody } from './bounded-body.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

export interface TransportOptions {
  readonly apiKey: string
  readonly baseUrls: CoveoBaseUrls
  readonly fetch: typeof fetch
  readonly now: () => number
  readonly random: () => number
  readonly timeoutMs: number
  readonly maxAttempts: number
}

/** One call: the request and the function that parses its response. */
interface Call<Result> {
  readonly request: CoveoRequest
  readonly parse: (response: CoveoResponse) => Result
  readonly signal?: AbortSignal | undefined
  readonly maxRetryAfterMs?: number | undefined
  readonly background?: boolean | undefined
}

/** Sends calls to Coveo with the API key, and is the only part that holds it. */
export interface Transport {
  readonly send: <Result>(call: Call<Result>) => Promise<Result>
}

const transientCodes: ReadonlySet<TokenErrorCode> = new Set<TokenErrorCode>([
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
])

/** Creates a transport that bounds each attempt in time and size, retries transient errors, and follows no redirect. */
export function createTransport(options: TransportOptions): Transport {
  const { apiKey, baseUrls, now, random, timeoutMs, maxAttempts } = options

  /** Masked in every message. Masking a text of a few letters would garble messages. */
  function secretsOf({ secret = '' }: CoveoRequest): string[] {
    return [apiKey, secret].filter((text) => text.length >= 8)
  }

  async function exchange(request: CoveoRequest, signal: AbortSignal): Promise<CoveoResponse> {
    const sentAt = now()
    const response = await options.fetch(`${baseUrls[request.family]}${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      ...(supportsCacheOption() ? { cache: 'no-store' } : {}),
      signal,
    })
    assertNoRedirect(response)
    const text = await readBoundedBody(response)
    const receivedAt = now()
    const safe = response.ok ? (raw: string) => raw : (raw: string) => redactText(raw, secretsOf(request))
    return {
      status: response.status,
      header(name) {
        const value = response.headers.get(name)
        return value === null ? null : safe(value)
      },
      text: safe(text),
      elapsedMs: Math.max(0, receivedAt - sentAt),
      receivedAt,
    }
  }

  async function attempt(call: Call<unknown>): Promise<CoveoResponse> {
    const timeout = new AbortController()
    const timer = setTimeout(() => timeout.abort(), timeoutMs)
    const signal = call.signal ? AbortSignal.any([call.signal, timeout.signal]) : timeout.signal
    try {
      return await abortable(exchange(call.request, signal), signal)
    } catch (error) {
      if (call.signal?.aborted) throw abortedError()
      if (isTokenError(error)) throw error
      if (timeout.signal.aborted || (error instanceof Error && error.name === 'AbortError')) {
        throw tokenError('coveo-timeout', `Coveo did not respond within ${timeoutMs} ms.`)
      }
      throw tokenError('coveo-unreachable', 'Coveo could not be reached.', {
        cause: describeFailure(error, secretsOf(call.request)),
      })
    } finally {
      clearTimeout(timer)
      timeout.abort()
    }
  }

  async function send<Result>(call: Call<Result>): Promise<Result> {
    if (call.signal?.aborted) throw abortedError()
    const longestMs = Math.min(call.maxRetryAfterMs ?? maxRetryAfterMs, maxRetryAfterMs)
    for (let attempts = 1; ; attempts += 1) {
      let minPauseMs = 0
      try {
        const response = await attempt(call)
        minPauseMs = retryAfterMs(response) ?? 0
        return call.parse(response)
      } catch (error) {
        const isTransient = isTokenError(error) && transientCodes.has(error.code)
        if (!isTransient || attempts >= maxAttempts || minPauseMs > longestMs) throw error
      }
      const { signal, background } = call
      await delay(minPauseMs + backoffMs(attempts, { random }), { signal, background }).catch(() => {
        throw abortedError()
      })
    }
  }

  return { send }
}

/** Cloudflare Workers before compatibility date 2024-11-11 have no HTTP cache and throw for the option. */
function supportsCacheOption(): boolean {
  return 'cache' in Request.prototype
}

function assertNoRedirect(response: Response): void {
  const isRedirect = response.status >= 300 && response.status < 400
  if (!isRedirect && !response.redirected && response.type !== 'opaqueredirect') return
  void response.body?.cancel().catch(() => undefined)
  throw tokenError('coveo-redirected', 'The base URL responded with a redirect, which was not followed.', {
    status: response.status || 502,
  })
}

function abortedError() {
  return tokenError('aborted', 'The caller aborted the call to Coveo.')
}

/** The redacted message of a failed fetch and the system's error code. */
function describeFailure(error: unknown, secrets: string[]): { message: string; code?: string } {
  const raw = error instanceof Error ? error.message : 'The fetch function threw a value that is not an Error.'
  const message = redactText(raw, secrets)
  const inner = error instanceof Error ? (error.cause ?? error) : undefined
  const code = inner instanceof Error && 'code' in inner ? inner.code : undefined
  return typeof code === 'string' ? { message, code } : { message }
}
