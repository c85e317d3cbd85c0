import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { useMissingResponse } from './use-missing-response.ts'

afterEach(cleanup)

function setUp(first: unknown) {
  const hook = renderHook((state: { isLoading: boolean; response: unknown }) => useMissingResponse(state), {
    initialProps: { isLoading: false, response: first },
  })
  return (isLoading: boolean, id: string) => {
    hook.rerender({ isLoading, response: id })
    return hook.result.current
  }
}

describe('useMissingResponse', () => {
  it('is false before the first search, during a search, and after a response', () => {
    const step = setUp('')
    expect(step(false, '')).toBe(false)
    expect(step(true, '')).toBe(false)
    expect(step(false, 'first')).toBe(false)
  })

  it('is true when a search ends without a new response', () => {
    const step = setUp('first')
    step(true, 'first')
    expect(step(false, 'first')).toBe(true)
    expect(step(true, 'first')).toBe(false)
    expect(step(false, 'second')).toBe(false)
  })
})
