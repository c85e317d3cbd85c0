import { configureGlobal } from 'fast-check'
import { afterEach, beforeEach, vi } from 'vitest'

configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261) })

/** Fails a test that prints to the console or sends a request to another machine. */
const methods = ['debug', 'error', 'info', 'log', 'warn'] as const
/** Redux Toolkit measures its own checks in development: on a busy machine they are slow. */
const slowness = /^\w+InvariantMiddleware took \d+ms,/
const printed: string[] = []
const realFetch = globalThis.fetch

beforeEach(() => {
  printed.length = 0
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      const text = values.map(String).join(' ')
      if (!slowness.test(text)) printed.push(`console.${method}: ${text}`)
    })
  }
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
      throw new Error(`A test sent a request to ${url.host}: stub fetch, or use the emulator.`)
    }
    return realFetch(input, init)
  }
})

afterEach(() => {
  globalThis.fetch = realFetch
  if (printed.length > 0) throw new Error(`A test printed to the console:\n${printed.join('\n')}`)
})
