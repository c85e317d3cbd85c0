import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withDeadline } from './with-deadline.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('withDeadline', () => {
  it('gives what comes in time, and leaves no timer behind', async () => {
    expect(await withDeadline(Promise.resolve('token'), 1500)).toBe('token')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('gives nothing when it takes too long', async () => {
    const late = withDeadline(new Promise(() => {}), 1500)
    await vi.advanceTimersByTimeAsync(1500)
    expect(await late).toBeUndefined()
  })

  it('passes a failure on', async () => {
    await expect(withDeadline(Promise.reject(new Error('redirect')), 1500)).rejects.toThrow('redirect')
    expect(vi.getTimerCount()).toBe(0)
  })
})
