import { vi } from 'vitest'

/** Resolves once `check` returns a truthy value. Waits as long as the test may run, for a busy machine. */
export function until<Value>(check: () => Value | Promise<Value>) {
  return vi.waitUntil(check, { timeout: 60_000, interval: 10 })
}
