import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useUrlParameter } from './use-url-parameter.ts'

/** Changes the URL as the browser does with Back and Forward. */
function moveTo(url: string) {
  history.replaceState(null, '', url)
  window.dispatchEvent(new PopStateEvent('popstate'))
}

function setUp() {
  const { result, rerender } = renderHook(() => useUrlParameter('read'))
  return {
    value: () => result.current[0],
    set: (value: string | null) => act(() => result.current[1](value)),
    rerender,
  }
}

beforeEach(() => moveTo('/?devtools#q=travel'))
afterEach(cleanup)

describe('useUrlParameter', () => {
  it('adds a history entry to set the parameter, and none to remove it', () => {
    const { value, set } = setUp()
    const entries = history.length
    set('a')
    expect([value(), location.search, location.hash]).toEqual(['a', '?devtools=&read=a', '#q=travel'])
    expect(history.length).toBe(entries + 1)
    set(null)
    expect([value(), location.search]).toEqual([null, '?devtools='])
    expect(history.length).toBe(entries + 1)
  })

  it('keeps its value while a router writes an earlier URL late', () => {
    const { value, set, rerender } = setUp()
    set(null)
    set('a')
    history.replaceState(null, '', '/?devtools#q=travel')
    rerender()
    expect(value()).toBe('a')
    set('b')
    expect(value()).toBe('b')
  })

  it('follows Back and Forward', () => {
    const { value, set } = setUp()
    set('a')
    act(() => moveTo('/?read=b'))
    expect(value()).toBe('b')
    act(() => moveTo('/'))
    expect(value()).toBeNull()
  })
})
