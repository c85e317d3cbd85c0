import type { Problem } from '@coveo-token/core/adapter'
import { problem } from './problem.ts'

/** The response of one of the demo's own routes: without a body, with a JSON body, or a problem. */
export type DemoOutcome =
  | { status: 204 }
  | { status: 200; body: unknown }
  | { status: 401 | 404 | 409 | 502; problem: Problem }

/** The outcome of a request that is refused. */
export function refuse(status: 401 | 404 | 409 | 502, code: string, detail: string): DemoOutcome {
  return { status, problem: problem({ status, code, detail }) }
}

interface EmulatorRequest {
  /** JSON body of a POST; a GET without it. */
  body?: unknown
  fetch?: typeof globalThis.fetch | undefined
}

/** Sends one request to the emulator, and returns its JSON as the outcome. */
export async function sendToEmulator(url: string, { body, fetch }: EmulatorRequest): Promise<DemoOutcome> {
  const send = fetch ?? ((input, init) => globalThis.fetch(input, init))
  try {
    const response = await send(url, {
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(5000),
    })
    const text = await response.text()
    if (response.ok) return { status: 200, body: text === '' ? null : JSON.parse(text) }
    if (response.status === 404) return refuse(404, 'not-found', 'The emulator does not know this.')
  } catch {
    // Handled below like any other failure: the reason would only repeat the emulator's URL.
  }
  return refuse(502, 'emulator-unavailable', 'The emulator did not take the order. Is it still running?')
}
