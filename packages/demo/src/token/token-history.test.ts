import { loadingSnapshot, TokenError, type TokenSnapshot, type TokenSource } from '@coveo-token/core/browser'
import { describe, expect, it, vi } from 'vitest'
import { createTokenHistory, describeChange } from './token-history.ts'

const first = {
  status: 'ready',
  token: 'one',
  kind: 'search',
  organizationId: 'acme',
  fingerprint: 'f',
  subject: undefined,
  guest: false,
  expiresAt: undefined,
  refreshAt: undefined,
  origin: 'endpoint',
} satisfies TokenSnapshot
const error = new TokenError('coveo-unavailable', 'Coveo is down.', { remedy: 'Wait.' })

describe('describeChange', () => {
  it('names the origin of the first token', () => {
    expect(describeChange(undefined, first)?.words).toBe('Received from the token endpoint')
    expect(describeChange(loadingSnapshot, { ...first, origin: 'initial' })?.words).toMatch(/with the page/)
    expect(describeChange(loadingSnapshot, { ...first, origin: 'tab' })?.words).toMatch(/another tab/)
  })

  it('reports every later token as a renewal', () => {
    expect(describeChange(first, { ...first, token: 'two' })).toEqual({ tone: 'good', words: 'Renewed' })
    expect(describeChange(first, { ...first, token: 'two', origin: 'tab' })?.words).toBe('Renewed by another tab')
  })

  it('distinguishes a failing renewal from a missing token', () => {
    expect(describeChange(first, { ...first, error })).toEqual({
      tone: 'bad',
      words: 'Renewal failed, the current token goes on: Coveo did not answer',
    })
    expect(describeChange(undefined, { status: 'error', error })?.words).toMatch(/^No token/)
  })

  it('reports nothing twice', () => {
    const failing = { ...first, error }
    expect(describeChange(failing, { ...failing })).toBeUndefined()
    expect(describeChange(failing, first)).toBeUndefined()
    expect(describeChange(first, { ...first, refreshAt: 7 })).toBeUndefined()
  })
})

describe('createTokenHistory', () => {
  function fakeSource() {
    let snapshot = loadingSnapshot
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
    const history = createTokenHistory(source, () => now++)
    history.subscribe(() => {})
    for (let count = 1; count <= 8; count++) show({ ...first, token: `token ${count}` })
    expect(history.getSnapshot()).toHaveLength(6)
    expect(history.getSnapshot().map((event) => event.at)).toEqual([1007, 1006, 1005, 1004, 1003, 1002])
  })

  it('adds notes, and calls its listeners', () => {
    const { source } = fakeSource()
    const history = createTokenHistory(source, () => 5)
    const listener = vi.fn()
    history.subscribe(listener)
    history.note('Something was pressed')
    expect(listener).toHaveBeenCalledOnce()
    expect(history.getSnapshot()).toEqual([{ id: 1, at: 5, tone: 'plain', words: 'Something was pressed' }])
  })

  it('subscribes to the source once, while it has listeners', () => {
    const { source, listeners } = fakeSource()
    const history = createTokenHistory(source)
    const stops = [history.subscribe(() => {}), history.subscribe(() => {})]
    expect(source.subscribe).toHaveBeenCalledOnce()
    for (const stop of stops) stop()
    expect(listeners.size).toBe(0)
  })
})
