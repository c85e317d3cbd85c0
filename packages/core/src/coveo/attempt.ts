import { abortable } from '../shared/abortable.ts'
import { combineSignals } from '../shared/combine-signals.ts'
import { tokenError } from '../shared/error-table.ts'
import { redactedError } from '../shared/redacted-error.ts'
import { systemTimers } from '../shared/timers.ts'
import { isTokenError, type TokenError } from '../shared/token-error.ts'
import { within } from '../shared/within.ts'
import type { CoveoBaseUrls } from './base-urls.ts'
import { readBoundedBody } from './bounded-body.ts'
import type { CoveoRequest } from './coveo-request.ts'
import type { CoveoResponse } from './coveo-response.ts'

export interface AttemptOptions {
  readonly baseUrls: CoveoBaseUrls
  readonly timeoutMs: number
  /** Default the global `fetch`, looked up at each call. */
  readonly fetch?: typeof fetch | undefined
  readonly now?: (() => number) | undefined
}

/** One request, sent once. */
export interface Attempt {
  readonly request: CoveoRequest
  readonly apiKey: string
  readonly signal?: AbortSignal | undefined
  /** Lets the process exit meanwhile. */
  readonly background?: boolean | undefined
}

/** Creates the function that sends a request once, bounded in time and size. It follows no redirect. */
export function createAttempt(options: AttemptOptions): (attempt: Attempt) => Promise<CoveoResponse> {
  const { baseUrls, timeoutMs, fetch = globalFetch, now = () => Date.now() } = options

  async function exchange(
    { request, apiKey }: Attempt,
    { body, signal }: { body: string | undefined; signal: AbortSignal },
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
      // Cloudflare Workers before compatibility date 2024-11-11 have no HTTP cache and throw for the option.
      ...('cache' in Request.prototype && { cache: 'no-store' }),
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

  return async (attempt) => {
    const { request, apiKey, signal, background } = attempt
    const host = hostOf(baseUrls[request.family])
    // Throws for a query that is not JSON: that says nothing about Coveo.
    const body: string | undefined = JSON.stringify(request.body)
    const late = new AbortController()
    const combined = combineSignals(signal ? [signal, late.signal] : [late.signal])
    try {
      const response = abortable(exchange(attempt, { body, signal: combined.signal }), combined.signal)
      const timers = background ? systemTimers : undefined
      if (await within(response, { ms: timeoutMs, timers })) return await response
    } catch (error) {
      if (signal?.aborted) throw abortedError()
      if (isTokenError(error)) throw error
      const cause = redactedError(error, secretsOf(request, apiKey))
      throw tokenError('coveo-unreachable', `Coveo could not be reached at ${host}.`, { cause })
    } finally {
      // Ends the request of an attempt that timed out, and a body that was not read to its end.
      late.abort()
      combined.release()
    }
    throw tokenError('coveo-timeout', `Coveo did not respond within ${timeoutMs} ms at ${host}.`)
  }
}

export function abortedError(): TokenError {
  return tokenError('aborted', 'The caller aborted the call to Coveo.')
}

const globalFetch: typeof fetch = (input, init) => globalThis.fetch(input, init)

/** Texts that no error may contain. */
function secretsOf({ secret }: CoveoRequest, apiKey: string): string[] {
  return secret === undefined ? [apiKey] : [apiKey, secret, encodeURIComponent(secret)]
}

function assertNoRedirect(response: Response): void {
  const isRedirect = response.status >= 300 && response.status < 400
  if (!isRedirect && !response.redirected && response.type !== 'opaqueredirect') return
  throw tokenError('coveo-redirected', 'The base URL responded with a redirect, which was not followed.', {
    status: response.status || 502,
  })
}

function hostOf(baseUrl: string): string {
  const { hostname, port, protocol } = new URL(baseUrl)
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`
}
