import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withDeadline } from './with-deadline.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('withDeadline', () => {
  it('resolves with a value that is in time, and leaves no timer behind', async () => {
    expect(await withDeadline(Promise.resolve('token'), 1500)).toBe('token')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('resolves with undefined after the deadline', async () => {
    const late = withDeadline(new Promise(() => {}), 1500)
    await vi.advanceTimersByTimeAsync(1500)
    expect(await late).toBeUndefined()
  })

  it('resolves with a value that a busy process has not yet read when the time is up', async () => {
    vi.useRealTimers()
    async function readInTurns() {
      for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
      return 'token'
    }
    const value = withDeadline(readInTurns(), 15)
    const busyUntil = performance.now() + 50
    while (performance.now() < busyUntil);
    expect(await value).toBe('token')
  })

  it('rejects if the promise rejects', async () => {
    await expect(withDeadline(Promise.reject(new Error('redirect')), 1500)).rejects.toThrow('redirect')
    expect(vi.getTimerCount()).toBe(0)
  })
})
