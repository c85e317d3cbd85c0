import type { TokenSnapshot } from '@coveo-token/core/browser'
import { createTestTokenSource } from '@coveo-token/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { createTokenHistory } from './token-history.ts'

function describeToken(_before: TokenSnapshot | undefined, after: TokenSnapshot) {
  return after.token ? { words: after.token } : undefined
}

describe('createTokenHistory', () => {
  it('keeps the latest six events, newest first, each with its time', () => {
    const source = createTestTokenSource('loading')
    let now = 1000
    const history = createTokenHistory(source, { describe: describeToken, limit: 6, now: () => now++ })
    history.subscribe(() => {})
    for (let count = 1; count <= 8; count++) source.set({ token: `token ${count}` })
    expect(history.getSnapshot()).toHaveLength(6)
    expect(history.getSnapshot().map((event) => event.at)).toEqual([1007, 1006, 1005, 1004, 1003, 1002])
  })

  it('adds notes, and calls its listeners', () => {
    const source = createTestTokenSource('loading')
    const history = createTokenHistory(source, { describe: describeToken, now: () => 5 })
    const listener = vi.fn()
    history.subscribe(listener)
    history.note({ words: 'Something was pressed' })
    expect(listener).toHaveBeenCalledOnce()
    expect(history.getSnapshot()).toEqual([{ id: 1, at: 5, words: 'Something was pressed' }])
  })

  it('subscribes to the source once, while it has listeners', () => {
    const source = createTestTokenSource('loading')
    const stopSource = vi.fn()
    const subscribe = vi.spyOn(source, 'subscribe').mockReturnValue(stopSource)
    const history = createTokenHistory(source, { describe: describeToken })
    const stops = [history.subscribe(() => {}), history.subscribe(() => {})]
    expect(subscribe).toHaveBeenCalledOnce()
    stops[0]?.()
    expect(stopSource).not.toHaveBeenCalled()
    stops[1]?.()
    expect(stopSource).toHaveBeenCalledOnce()
  })
})
