import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wakeableDelay } from './wakeable-delay.ts'

describe('wakeableDelay', () => {
  const wakers = new Set<() => void>()
  beforeEach(() => {
    vi.useFakeTimers()
    wakers.clear()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('resolves after its time', async () => {
    const done = vi.fn()
    void wakeableDelay(1_000, wakers).then(done)
    await vi.advanceTimersByTimeAsync(999)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toHaveBeenCalledOnce()
    expect(wakers.size).toBe(0)
  })

  it.each([60_000, undefined])('resolves when it is woken, and leaves nothing behind: %s ms', async (ms) => {
    const delays = [wakeableDelay(ms, wakers), wakeableDelay(ms, wakers)]
    for (const wake of wakers) wake()
    await Promise.all(delays)
    expect([vi.getTimerCount(), wakers.size]).toEqual([0, 0])
  })
})
