import { backoffMs } from '../shared/backoff.ts'
import { delay } from '../shared/delay.ts'
import type { TokenErrorCode } from '../shared/error-codes.ts'
import { runListener } from '../shared/run-listener.ts'
import { isTokenError } from '../shared/token-error.ts'
import { type ApiKey, createCallWithKey } from './api-keys.ts'
import { type Attempt, type AttemptOptions, abortedError, createAttempt } from './attempt.ts'
import type { CoveoResponse } from './coveo-response.ts'
import { maxRetryAfterMs, retryAfterMs } from './retry-after.ts'

export interface TransportOptions extends AttemptOptions {
  readonly apiKey: ApiKey
  readonly random?: (() => number) | undefined
  readonly maxAttempts: number
  readonly warn?: (warning: string) => void
}

/** One call: the request and the function that parses its response. */
interface Call<Result> extends Omit<Attempt, 'apiKey'> {
  readonly parse: (response: CoveoResponse) => Result
  readonly maxRetryAfterMs?: number | undefined
  readonly onKeyRotated?: (() => void) | undefined
}

/** Sends calls to Coveo with the API key. */
export interface Transport {
  readonly send: <Result>(call: Call<Result>) => Promise<Result>
}

const transientCodes: ReadonlySet<TokenErrorCode> = new Set<TokenErrorCode>([
  'coveo-rate-limited',
  'coveo-unreachable',
  'coveo-timeout',
  'coveo-server-error',
])

/** Creates a transport that retries transient errors, and tries the next API key if Coveo refuses one. */
export function createTransport(options: TransportOptions): Transport {
  const { apiKey, timeoutMs, maxAttempts, random = () => Math.random(), warn } = options
  const attempt = createAttempt(options)
  const callWithKey = createCallWithKey(apiKey, timeoutMs)

  async function sendWith<Result>(apiKey: string, call: Call<Result>): Promise<Result> {
    const { request, signal, background } = call
    if (signal?.aborted) throw abortedError()
    const longestMs = Math.min(call.maxRetryAfterMs ?? maxRetryAfterMs, maxRetryAfterMs)
    for (let attempts = 1; ; attempts += 1) {
      let minPauseMs = 0
      try {
        const response = await attempt({ request, apiKey, signal, background })
        minPauseMs = retryAfterMs(response) ?? 0
        return call.parse(response)
      } catch (error) {
        const isTransient = isTokenError(error) && transientCodes.has(error.code)
        if (!isTransient || attempts >= maxAttempts || minPauseMs > longestMs) throw error
      }
      await delay(minPauseMs + backoffMs(attempts, { random }), { signal, background }).catch(() => {
        throw abortedError()
      })
    }
  }

  return {
    send: (call) =>
      callWithKey(
        (key) => sendWith(key, call),
        () => {
          warn?.('Coveo refused an API key and accepted another: remove the refused one.')
          void runListener(() => call.onKeyRotated?.())
        },
      ),
  }
}
