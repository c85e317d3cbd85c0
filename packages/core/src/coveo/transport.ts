import { backoffMs } from '../shared/backoff.ts'
import { delay } from '../shared/delay.ts'
import { tokenError } from '../shared/error-table.ts'
import { redactText } from '../shared/redact-text.ts'
import { isTokenError, type TokenErrorCode } from '../shared/token-error.ts'
import { abortable } from '../shared/waits.ts'
import { readBoundedBody } from './bounded-body.ts'
import type { CoveoRequest, CoveoResponse } from './coveo-request.ts'
import type { CoveoEndpoints } from './endpoints.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

export interface TransportOptions {
  apiKey: string
  endpoints: CoveoEndpoints
  fetch: typeof fetch
  now: () => number
  random: () => number
  timeoutMs: number
  maxAttempts: number
}

/** One call: what to send and how to judge what comes back. */
interface Call<Result> {
  request: CoveoRequest
  judge: (answer: CoveoResponse) => Result
  signal?: AbortSignal | undefined
  maxRetryAfterMs?: number | undefined
  background?: boolean | undefined
}

/** Sends calls to Coveo with the API key: the only place that holds it. */
export interface Transport {
  send<Result>(call: Call<Result>): Promise<Result>
}

const transient: ReadonlySet<TokenErrorCode> = new Set<TokenErrorCode>([
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
])

/** A transport that bounds each try in time and size, retries what may pass, and never follows a redirect. */
export function createTransport(options: TransportOptions): Transport {
  const { apiKey, endpoints, now, random, timeoutMs, maxAttempts } = options

  /** What must not be shown even if it looks like nothing in particular. A text of a few letters is no secret. */
  function secretsOf({ secret = '' }: CoveoRequest): string[] {
    return [apiKey, secret].filter((text) => text.length >= 8)
  }

  async function exchange(request: CoveoRequest, signal: AbortSignal): Promise<CoveoResponse> {
    const sentAt = now()
    const response = await options.fetch(`${endpoints[request.family]}${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      cache: 'no-store',
      signal,
    })
    refuseRedirect(response)
    const text = await readBoundedBody(response)
    const receivedAt = now()
    const shown = response.ok ? (words: string) => words : (words: string) => redactText(words, secretsOf(request))
    return {
      status: response.status,
      header(name) {
        const value = response.headers.get(name)
        return value === null ? null : shown(value)
      },
      text: shown(text),
      elapsedMs: Math.max(0, receivedAt - sentAt),
      receivedAt,
    }
  }

  async function attempt(call: Call<unknown>): Promise<CoveoResponse> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    const signal = call.signal ? AbortSignal.any([call.signal, late.signal]) : late.signal
    try {
      return await abortable(exchange(call.request, signal), signal)
    } catch (error) {
      if (call.signal?.aborted) throw aborted()
      if (isTokenError(error)) throw error
      if (late.signal.aborted || (error instanceof Error && error.name === 'AbortError')) {
        throw tokenError('coveo-timeout', `Coveo did not answer within ${timeoutMs} ms.`)
      }
      throw tokenError('coveo-unreachable', 'Coveo could not be reached.', {
        cause: describeFailure(error, secretsOf(call.request)),
      })
    } finally {
      clearTimeout(timer)
      late.abort()
    }
  }

  async function send<Result>(call: Call<Result>): Promise<Result> {
    if (call.signal?.aborted) throw aborted()
    const longestMs = Math.min(call.maxRetryAfterMs ?? maxRetryAfterMs, maxRetryAfterMs)
    for (let tries = 1; ; tries += 1) {
      let askedMs = 0
      try {
        const answer = await attempt(call)
        askedMs = retryAfterMs(answer) ?? 0
        return call.judge(answer)
      } catch (error) {
        const again = isTokenError(error) && transient.has(error.code)
        if (!again || tries >= maxAttempts || askedMs > longestMs) throw error
      }
      const { signal, background } = call
      await delay(askedMs + backoffMs(tries, { random }), { signal, background }).catch(() => {
        throw aborted()
      })
    }
  }

  return { send }
}

function refuseRedirect(response: Response): void {
  const redirect = response.status >= 300 && response.status < 400
  if (!redirect && !response.redirected && response.type !== 'opaqueredirect') return
  void response.body?.cancel().catch(() => undefined)
  throw tokenError('coveo-redirected', 'The endpoint answered with a redirect, which was not followed.', {
    status: response.status || 502,
  })
}

function aborted() {
  return tokenError('aborted', 'The caller cancelled the call to Coveo.')
}

/** What is safe to know about a failed fetch: its words redacted, the system's code, nothing else. */
function describeFailure(error: unknown, secrets: string[]): { message: string; code?: string } {
  const said = error instanceof Error ? error.message : 'The fetch function threw something else.'
  const message = redactText(said, secrets)
  const inner = error instanceof Error ? (error.cause ?? error) : undefined
  const code = inner instanceof Error && 'code' in inner ? inner.code : undefined
  return typeof code === 'string' ? { message, code } : { message }
}
