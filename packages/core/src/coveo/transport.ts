import { abortable } from '../shared/abortable.ts'
import { backoffMs } from '../shared/backoff.ts'
import { combineSignals } from '../shared/combine-signals.ts'
import { delay } from '../shared/delay.ts'
import type { TokenErrorCode } from '../shared/error-codes.ts'
import { tokenError } from '../shared/error-table.ts'
import { isError } from '../shared/is-error.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { runListener } from '../shared/run-listener.ts'
import { systemTimers } from '../shared/timers.ts'
import { isTokenError } from '../shared/token-error.ts'
import { within } from '../shared/within.ts'
import { type ApiKey, createCallWithKey } from './api-keys.ts'
import type { CoveoBaseUrls } from './base-urls.ts'
import { readBoundedBody } from './bounded-body.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

export interface TransportOptions {
  readonly apiKey: ApiKey
  readonly baseUrls: CoveoBaseUrls
  /** Default the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch | undefined
  readonly now?: (() => number) | undefined
  readonly random?: (() => number) | undefined
  readonly timeoutMs: number
  readonly maxAttempts: number
  readonly warn?: (warning: string) => void
}

/** One call: the request and the function that parses its response. */
interface Call<Result> {
  readonly request: CoveoRequest
  readonly parse: (response: CoveoResponse) => Result
  readonly signal?: AbortSignal | undefined
  readonly maxRetryAfterMs?: number | undefined
  readonly background?: boolean | undefined
  readonly onKeyRotated?: (() => void) | undefined
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
  const { baseUrls, timeoutMs, maxAttempts, warn } = options
  const { fetch = globalFetch, now = () => Date.now(), random = () => Math.random() } = options
  const callWithKey = createCallWithKey(options.apiKey, timeoutMs)

  /** Texts that no error may contain. */
  function secretsOf({ secret }: CoveoRequest, apiKey: string): string[] {
    return secret === undefined ? [apiKey] : [apiKey, secret, encodeURIComponent(secret)]
  }

  async function exchange(
    request: CoveoRequest,
    { apiKey, body, signal }: { apiKey: string; body: string | undefined; signal: AbortSignal },
  ): Promise<CoveoResponse> {
    const sentAt = now()
    const response = await fetch(`${baseUrls[request.family]}${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
      redirect: 'manual',
      ...(supportsCacheOption() && { cache: 'no-store' }),
      signal,
    })
    assertNoRedirect(response)
    const text = await readBoundedBody(response)
    const receivedAt = now()
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text,
      secrets: secretsOf(request, apiKey),
      elapsedMs: Math.max(0, receivedAt - sentAt),
      receivedAt,
    }
  }

  async function attempt({ request, signal, background }: Call<unknown>, apiKey: string): Promise<CoveoResponse> {
    const host = hostOf(baseUrls[request.family])
    // Throws for a query that is not JSON: that says nothing about Coveo.
    const body: string | undefined = JSON.stringify(request.body)
    const late = new AbortController()
    const combined = combineSignals(signal ? [signal, late.signal] : [late.signal])
    try {
      const response = abortable(exchange(request, { apiKey, body, signal: combined.signal }), combined.signal)
      const timers = background ? systemTimers : undefined
      if (await within(response, { ms: timeoutMs, timers })) return await response
    } catch (error) {
      if (signal?.aborted) throw abortedError()
      if (isTokenError(error)) throw error
      if (!isError(error) || error.name !== 'AbortError') {
        const cause = redactedError(error, secretsOf(request, apiKey))
        throw tokenError('coveo-unreachable', `Coveo could not be reached at ${host}.`, { cause })
      }
    } finally {
      // Ends the request of an attempt that timed out, and the rest of a body that was cut.
      late.abort()
      combined.release()
    }
    throw tokenError('coveo-timeout', `Coveo did not respond within ${timeoutMs} ms at ${host}.`)
  }

  async function sendWith<Result>(apiKey: string, call: Call<Result>): Promise<Result> {
    if (call.signal?.aborted) throw abortedError()
    const longestMs = Math.min(call.maxRetryAfterMs ?? maxRetryAfterMs, maxRetryAfterMs)
    for (let attempts = 1; ; attempts += 1) {
      let minPauseMs = 0
      try {
        const response = await attempt(call, apiKey)
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

  return {
    send: (call) =>
      callWithKey(
        (apiKey) => sendWith(apiKey, call),
        () => {
          warn?.('Coveo refused an API key and accepted another: remove the refused one.')
          void runListener(() => call.onKeyRotated?.())
        },
      ),
  }
}

const globalFetch: typeof fetch = (input, init) => globalThis.fetch(input, init)

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

function hostOf(baseUrl: string): string {
  const { hostname, port, protocol } = new URL(baseUrl)
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`
}
