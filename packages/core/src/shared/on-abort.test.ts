import { describe, expect, it, vi } from 'vitest'
import { createCoveoClient } from '../coveo/coveo-client.ts'
import { abortable } from './abortable.ts'
import { combineSignals } from './combine-signals.ts'
import { delay } from './delay.ts'
import { onAbort } from './on-abort.ts'

/** A controller, and how many event listeners its signal has. */
function watchedController() {
  const controller = new AbortController()
  const { signal } = controller
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  return { controller, signal, count: () => added.mock.calls.length - removed.mock.calls.length }
}

describe('onAbort', () => {
  it('calls the listener at once if the signal has aborted', () => {
    const listener = vi.fn()
    onAbort(AbortSignal.abort(), listener)
    expect(listener).toHaveBeenCalledOnce()
  })

  it('calls every listener once, except those that were removed', () => {
    const { controller, signal } = watchedController()
    const [one, other] = [vi.fn(), vi.fn()]
    onAbort(signal, one)
    onAbort(signal, one)
    onAbort(signal, other)()
    controller.abort()
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([2, 0])
  })

  it('keeps no event listener after the last was removed', () => {
    const { signal, count } = watchedController()
    const removals = [onAbort(signal, vi.fn()), onAbort(signal, vi.fn())]
    expect(count()).toBe(1)
    for (const remove of [...removals, ...removals]) remove()
    expect(count()).toBe(0)
    onAbort(signal, vi.fn())
    expect(count()).toBe(1)
  })

  it('adds one event listener for all callers that share a signal, so Node warns of no leak', async () => {
    const { controller, signal, count } = watchedController()
    const never = new Promise<never>(() => {})
    const fetch = () => never
    const coveo = createCoveoClient({ organizationId: 'acme', apiKey: 'key', fetch })
    const waits = Array.from({ length: 20 }, () => [
      abortable(never, signal),
      delay(60_000, { signal }),
      coveo.listPlatformTokenPrivileges({ signal }),
    ]).flat()
    combineSignals([signal])
    await Promise.resolve()
    expect(count()).toBe(1)
    const settled = Promise.allSettled(waits)
    controller.abort()
    for (const { status } of await settled) expect(status).toBe('rejected')
  })
})
