import { createTokenSource, loadingSnapshot, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { describe, expect, it, vi } from 'vitest'
import { createTokenHistory } from './token-history.ts'

const first = createTokenSource({
  initialToken: {
    token: 'one',
    kind: 'search',
    organizationId: 'acme',
    fingerprint: 'f1',
    expiresIn: 1,
    refreshIn: 1,
    subject: 'alice',
  },
}).getServerSnapshot() as Extract<TokenSnapshot, { readonly status: 'ready' }>

function describeToken(_before: TokenSnapshot | undefined, after: TokenSnapshot) {
  return after.token ? { words: after.token } : undefined
}

describe('createTokenHistory', () => {
  function fakeSource() {
    let snapshot: TokenSnapshot = loadingSnapshot
    const listeners = new Set<() => void>()
    const subscribe = vi.fn((listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    })
    const source = { getSnapshot: () => snapshot, subscribe } as unknown as TokenSource
    return {
      source,
      listeners,
      show(next: TokenSnapshot) {
        snapshot = next
        for (const listener of listeners) listener()
      },
    }
  }

  it('keeps the latest six events, newest first, each with its time', () => {
    const { source, show } = fakeSource()
    let now = 1000
    const history = createTokenHistory(source, { describe: describeToken, limit: 6, now: () => now++ })
    history.subscribe(() => {})
    for (let count = 1; count <= 8; count++) show({ ...first, token: `token ${count}` })
    expect(history.getSnapshot()).toHaveLength(6)
    expect(history.getSnapshot().map((event) => event.at)).toEqual([1007, 1006, 1005, 1004, 1003, 1002])
  })

  it('adds notes, and calls its listeners', () => {
    const { source } = fakeSource()
    const history = createTokenHistory(source, { describe: describeToken, now: () => 5 })
    const listener = vi.fn()
    history.subscribe(listener)
    history.note({ words: 'Something was pressed' })
    expect(listener).toHaveBeenCalledOnce()
    expect(history.getSnapshot()).toEqual([{ id: 1, at: 5, words: 'Something was pressed' }])
  })

  it('subscribes to the source once, while it has listeners', () => {
    const { source, listeners } = fakeSource()
    const history = createTokenHistory(source, { describe: describeToken })
    const stops = [history.subscribe(() => {}), history.subscribe(() => {})]
    expect(source.subscribe).toHaveBeenCalledOnce()
    for (const stop of stops) stop()
    expect(listeners.size).toBe(0)
  })
})
