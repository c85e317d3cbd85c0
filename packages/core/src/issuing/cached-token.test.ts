import { describe, expect, it } from 'vitest'
import { cachedToken } from './cached-token.ts'

const place = { key: 'key', subject: 'subject', kind: 'search' } as const
const life = 3_600_000

describe('cachedToken', () => {
  it('is due before it is short, also where the store knows another lifetime', () => {
    const arrival = { token: 'a.b.c', lifetimeMs: life, mostMs: life, arrivedAt: 0 }
    for (const remainingMs of [life, life / 2, life / 10]) {
      const { hit, shortMs } = cachedToken(place, { ...arrival, remainingMs, plannedMs: life })
      expect(hit.expiresAt).toBe(remainingMs)
      expect(hit.refreshAt).toBeLessThanOrEqual(remainingMs - shortMs)
    }
  })

  it.each([
    ['', life],
    ['a.b.c', 999],
    ['a.b.c', Number.NaN],
  ])('throws for the token "%s" with %d ms left', (token, remainingMs) => {
    const arrival = { token, remainingMs, lifetimeMs: life, mostMs: life, arrivedAt: 0 }
    expect(() => cachedToken(place, arrival)).toThrow('Coveo minted a token that has already expired.')
  })
})
