import { describe, expect, it } from 'vitest'
import type { CachedToken } from './cached-token.ts'
import { createEntries } from './entries.ts'
import type { TokenEvent } from './token-event.ts'

function tokenNamed(fingerprint: string): CachedToken {
  const names = { token: fingerprint, fingerprint, subject: 's' }
  const hit = { kind: 'search', ...names, expiresAt: 3, refreshAt: 2, outcome: 'hit' } as const
  return { hit, lifetimeMs: 3, shortMs: 1, mostMs: 1 }
}

function entriesUnderTest(maxEntries: number) {
  const events: TokenEvent[] = []
  const idOf = (key: string) => ({ key, keyHash: `hash of ${key}`, subject: `subject of ${key}` })
  const entries = createEntries({ maxEntries, idOf, emit: (event) => events.push(event) })

  function fill(key: string, name = key): void {
    entries.update(entries.find(key), (entry) => {
      entry.token = tokenNamed(name)
    })
  }

  /** The keys whose token is cached. */
  function cached(...keys: string[]): string[] {
    return keys.filter((key) => entries.get(key)?.token)
  }

  return { entries, fill, cached, events }
}

describe('createEntries', () => {
  it('returns the entry that holds the token of a key', () => {
    const { entries, fill } = entriesUnderTest(9)
    fill('a')
    const entry = entries.get('a')
    expect(entry).toMatchObject({ key: 'a', keyHash: 'hash of a', subject: 'subject of a' })
    expect(entry?.token?.hit.token).toBe('a')
    expect(entries.find('a')).toBe(entry)
  })

  it('keeps no entry that was not updated', () => {
    const { entries } = entriesUnderTest(9)
    expect(entries.find('a')).toMatchObject({ key: 'a', rejections: [] })
    expect(entries.get('a')).toBeUndefined()
  })

  it('drops a token that makes room, with an event, and one that is replaced or removed, without', () => {
    const { entries, fill, cached, events } = entriesUnderTest(2)
    fill('a')
    fill('b')
    fill('b', 'b2')
    expect(entries.get('b')?.token?.hit.token).toBe('b2')
    expect(events).toEqual([])
    const keyHash = entries.get('a')?.keyHash
    fill('c')
    expect(cached('a', 'b', 'c')).toEqual(['b', 'c'])
    entries.update(entries.find('b'), (entry) => {
      entry.token = undefined
    })
    expect(cached('a', 'b', 'c')).toEqual(['c'])
    entries.clear()
    expect(cached('a', 'b', 'c')).toEqual([])
    expect(events).toEqual([{ type: 'evicted', key: keyHash, fingerprint: 'a' }])
  })

  it('caches the token of a key again after it made room', () => {
    const { entries, fill } = entriesUnderTest(1)
    fill('a')
    fill('b')
    fill('a', 'a2')
    expect(entries.get('a')?.token?.hit.token).toBe('a2')
    expect(entries.get('b')).toBeUndefined()
  })

  it('evicts the token that was not used for longest', () => {
    const { entries, fill, cached } = entriesUnderTest(3)
    for (const key of ['a', 'b', 'c']) fill(key)
    expect(entries.use('a')).toBe(entries.get('a'))
    fill('d')
    expect(cached('a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd'])
  })

  it('evicts a token that was only looked at', () => {
    const { entries, fill, cached } = entriesUnderTest(2)
    fill('a')
    fill('b')
    entries.get('a')
    entries.find('a')
    fill('c')
    expect(cached('a', 'b', 'c')).toEqual(['b', 'c'])
  })

  it('bounds keys without a token by themselves, so that failures displace no token', () => {
    const { entries, fill, cached } = entriesUnderTest(2)
    fill('a')
    fill('b')
    for (const key of ['x', 'y', 'z']) {
      entries.update(entries.find(key), (entry) => {
        entry.rejections = [{ fingerprint: key, at: 7 }]
      })
    }
    expect(cached('a', 'b')).toEqual(['a', 'b'])
    expect(['x', 'y', 'z'].map((key) => entries.get(key)?.rejections[0]?.at)).toEqual([undefined, 7, 7])
  })

  it('keeps what it remembers about a key when its token is dropped', () => {
    const { entries, fill } = entriesUnderTest(2)
    fill('a')
    entries.update(entries.find('a'), (entry) => {
      entry.rejections = [{ fingerprint: 'a', at: 1 }]
      entry.token = undefined
    })
    expect(entries.find('a').rejections).toEqual([{ fingerprint: 'a', at: 1 }])
    fill('a', 'a2')
    expect(entries.find('a').rejections).toEqual([{ fingerprint: 'a', at: 1 }])
  })
})
