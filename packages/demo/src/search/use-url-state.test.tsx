import type { UrlManager } from '@coveo/headless'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useUrlState } from './use-url-state.ts'

function setUp(start: string) {
  moveTo(start)
  let report = () => {}
  const state = { fragment: location.hash.slice(1) }
  const synchronize = vi.fn((fragment: string) => Object.assign(state, { fragment }))
  const subscribe = vi.fn((listener: () => void) => {
    report = listener
    return () => {}
  })
  const { result } = renderHook(() => useUrlState({ state, synchronize, subscribe } as unknown as UrlManager))
  return {
    result,
    synchronize,
    search(fragment: string) {
      state.fragment = fragment
      act(() => report())
    },
  }
}

/** Changes the URL as the browser does with Back and Forward. */
function moveTo(url: string) {
  history.replaceState(null, '', url)
  window.dispatchEvent(new PopStateEvent('popstate'))
}

afterEach(cleanup)

describe('useUrlState', () => {
  it('adds a history entry for a search, and keeps the parameters of the page', () => {
    const { result, search, synchronize } = setUp('/?devtools#q=a')
    const entries = history.length
    search('q=b')
    expect([result.current, location.search, location.hash]).toEqual(['q=b', '?devtools', '#q=b'])
    expect(history.length).toBe(entries + 1)
    expect(synchronize).not.toHaveBeenCalled()
  })

  it('searches again with Back and Forward', () => {
    const { search, synchronize } = setUp('/#q=a')
    search('q=b')
    act(() => moveTo('/#q=a'))
    expect(synchronize).toHaveBeenCalledExactlyOnceWith('q=a')
  })

  it('keeps the parameters of the page while a router writes an earlier URL late', () => {
    const { search } = setUp('/#q=a')
    history.replaceState(null, '', '/?read=1#q=a')
    search('q=b')
    expect([location.search, location.hash]).toEqual(['', '#q=b'])
  })
})
