import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { delay } from './delay.ts'

describe('delay', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('resolves after the given time', async () => {
    const done = vi.fn()
    const waiting = delay(1_000).then(done)
    await vi.advanceTimersByTimeAsync(999)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect(done).toHaveBeenCalledOnce()
  })

  it('rejects on abort and clears its timer', async () => {
    const controller = new AbortController()
    const waiting = delay(60_000, { signal: controller.signal })
    expect(vi.getTimerCount()).toBe(1)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('keeps the process alive unless it runs in the background', async () => {
    vi.useRealTimers()
    const started = vi.spyOn(globalThis, 'setTimeout')
    const waits = [delay(1), delay(1, { background: true })]
    expect(started.mock.results.map(({ value }) => value.hasRef())).toEqual([true, false])
    await waits[0]
  })

  it('rejects at once for an aborted signal', async () => {
    await expect(delay(1, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
    expect(vi.getTimerCount()).toBe(0)
  })
})
