import { describe, expect, it, vi } from 'vitest'
import { createAbortState } from './abort-state.ts'
import { onAbort } from './on-abort.ts'

describe('createAbortState', () => {
  it('behaves as an AbortController: aborts once, with the first reason', () => {
    const { signal, abort } = createAbortState()
    const [listener, removed] = [vi.fn(), vi.fn()]
    onAbort(signal, listener)
    onAbort(signal, removed)()
    expect(signal.aborted).toBe(false)
    signal.throwIfAborted()

    const reason = new Error('closed')
    abort(reason)
    abort(new Error('closed again'))
    expect([signal.aborted, signal.reason]).toEqual([true, reason])
    expect(() => signal.throwIfAborted()).toThrow(reason)
    expect(listener).toHaveBeenCalledTimes(1)
    expect(removed).not.toHaveBeenCalled()
  })
})
