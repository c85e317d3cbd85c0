import { configureGlobal } from 'fast-check'
import { afterEach, beforeEach, vi } from 'vitest'

configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261) })

/** No test may print, and none may reach beyond this machine. */
const methods = ['debug', 'error', 'info', 'log', 'warn'] as const
const said: string[] = []
const realFetch = globalThis.fetch

beforeEach(() => {
  said.length = 0
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      said.push(`console.${method}: ${words.map(String).join(' ')}`)
    })
  }
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
      throw new Error(`A test tried to reach ${url.host}: stub fetch, or use the emulator.`)
    }
    return realFetch(input, init)
  }
})

afterEach(() => {
  globalThis.fetch = realFetch
  if (said.length > 0) throw new Error(`A test printed to the console:\n${said.join('\n')}`)
})
