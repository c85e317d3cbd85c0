import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useRecovery } from './use-recovery.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function setUp() {
  const retry = vi.fn()
  const hook = renderHook((state: { down: boolean; busy: boolean }) => useRecovery({ ...state, retry }), {
    initialProps: { down: true, busy: false },
  })
  const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))
  return { retry, hook, wait }
}

describe('useRecovery', () => {
  it('retries after 2, 4, 8 and then every 15 seconds', () => {
    const { retry, wait } = setUp()
    for (const [index, delay] of [2000, 4000, 8000, 15_000, 15_000].entries()) {
      wait(delay - 1)
      expect(retry).toHaveBeenCalledTimes(index)
      wait(1)
      expect(retry).toHaveBeenCalledTimes(index + 1)
    }
  })

  it('returns when the next attempt starts', () => {
    const { hook, wait } = setUp()
    expect(hook.result.current.retryAt).toBe(Date.now() + 2000)
    wait(2000)
    expect(hook.result.current.retryAt).toBe(Date.now() + 4000)
    hook.rerender({ down: true, busy: true })
    expect(hook.result.current.retryAt).toBeUndefined()
  })

  it('waits while an attempt is in flight', () => {
    const { retry, hook, wait } = setUp()
    hook.rerender({ down: true, busy: true })
    wait(60_000)
    expect(retry).not.toHaveBeenCalled()
  })

  it('starts over after a success', () => {
    const { retry, hook, wait } = setUp()
    wait(2000)
    wait(4000)
    expect(hook.result.current.attempts).toBe(2)
    hook.rerender({ down: false, busy: false })
    expect(hook.result.current.attempts).toBe(0)
    wait(60_000)
    expect(retry).toHaveBeenCalledTimes(2)
  })

  it('retries at once when the browser is online again', () => {
    const { retry } = setUp()
    act(() => window.dispatchEvent(new Event('online')))
    expect(retry).toHaveBeenCalledOnce()
  })
})
