import { describe, expect, it } from 'vitest'
import type { CachedToken } from './cached-token.ts'
import { createTokenCache } from './token-cache.ts'
import type { TokenEvent } from './token-event.ts'

function tokenNamed(fingerprint: string): CachedToken {
  const hit = { kind: 'search', token: fingerprint, expiresAt: 3, refreshAt: 2, fingerprint, outcome: 'hit' } as const
  return { hit, lifeMs: 3, shortMs: 1, mostMs: 1 }
}

function cacheUnderTest(maxEntries: number) {
  const events: TokenEvent[] = []
  const cache = createTokenCache({ maxEntries, emit: (event) => events.push(event) })
  const fill = (key: string) => {
    const slot = cache.slot(key)
    cache.set(slot, tokenNamed(key))
    return slot
  }
  return { cache, fill, events }
}

describe('createTokenCache', () => {
  it('gives everyone who asks for a key the slot that holds its token', () => {
    const { cache, fill } = cacheUnderTest(9)
    const slot = fill('a')
    expect(cache.slot('a')).toBe(slot)
    expect(cache.slot('a').hit?.token).toBe('a')
  })

  it('empties a slot whose token makes room, is forgotten, or is replaced in another slot', () => {
    const { cache, fill, events } = cacheUnderTest(2)
    const early = cache.slot('b')
    const [a, b] = [fill('a'), fill('b')]
    cache.set(early, tokenNamed('b2'))
    expect(b).toMatchObject({ hit: undefined, freshUntil: 0 })
    expect(cache.slot('b')).toBe(early)
    fill('c')
    expect(a).toMatchObject({ hit: undefined, freshUntil: 0 })
    cache.delete('b')
    expect(early).toMatchObject({ hit: undefined, freshUntil: 0 })
    cache.clear()
    expect(cache.peek('c')).toBeUndefined()
    expect(events).toEqual([{ type: 'evicted', key: expect.stringMatching(/^[\w-]{16}$/), fingerprint: 'a' }])
  })

  it('fills a slot again that was emptied', () => {
    const { cache, fill } = cacheUnderTest(1)
    const slot = fill('a')
    fill('b')
    cache.set(slot, tokenNamed('a2'))
    expect(cache.use('a')).toBe(slot)
    expect(slot).toMatchObject({ hit: { token: 'a2' }, freshUntil: 2 })
  })

  it('makes room where the last use that was noted is longest ago', () => {
    const { cache, fill } = cacheUnderTest(3)
    for (const key of ['a', 'b', 'c']) fill(key)
    cache.use('a')
    fill('d')
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.peek(key))).toEqual(['a', 'c', 'd'])
  })

  it('need not note a use again before a sixteenth of its tokens has been replaced', () => {
    const { cache, fill } = cacheUnderTest(32)
    const slot = fill('a')
    fill('b')
    fill('c')
    expect(cache.isNoted(slot)).toBe(true)
    fill('d')
    expect(cache.isNoted(slot)).toBe(false)
    cache.use('a')
    expect(cache.isNoted(slot)).toBe(true)
  })
})
