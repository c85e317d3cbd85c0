import { vi } from 'vitest'
import * as z from 'zod/mini'
import type { CoveoResponse } from './coveo-response.ts'
import { parseJsonResponse } from './parse-json-response.ts'
import { createTransport, type TransportOptions } from './transport.ts'

const anything = z.unknown()
export const request = {
  family: 'search',
  method: 'POST',
  path: '/rest/token?accessToken=swordfish',
  body: { a: 1 },
} as const
export const parse = (response: CoveoResponse) => parseJsonResponse(response, anything)

type Step = Response | Error | 'hang'

/** A transport whose fetch returns these steps, one per attempt, and repeats the last. */
export function play(steps: Step[], options: Partial<TransportOptions> = {}) {
  const fetch = vi.fn(async (_url: Parameters<typeof globalThis.fetch>[0], _init?: RequestInit) => {
    const step = steps[Math.min(fetch.mock.calls.length, steps.length) - 1]
    if (step === 'hang') return new Promise<Response>(() => undefined)
    if (step instanceof Error) throw step
    if (step === undefined) throw new Error('there are no steps')
    return step.clone()
  })
  const transport = createTransport({
    apiKey: 'key',
    baseUrls: { search: 'https://search.test', platform: 'https://platform.test' },
    fetch,
    now: () => Date.now(),
    random: () => 0.5,
    timeoutMs: 5_000,
    maxAttempts: 3,
    ...options,
  })
  return { fetch, transport, send: (signal?: AbortSignal) => outcome(transport.send({ request, parse, signal })) }
}

/** Observes a promise at once, so that its rejection is never unhandled. */
export function outcome<Value>(promise: Promise<Value>) {
  const seen: { value?: Value; error?: unknown; done: Promise<void> } = { done: Promise.resolve() }
  seen.done = promise.then(
    (value) => {
      seen.value = value
    },
    (error) => {
      seen.error = error
    },
  )
  return seen
}

export function failure(status: number, headers: Record<string, string> = {}): Response {
  return new Response('{}', { status, headers })
}
