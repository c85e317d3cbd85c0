import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zoneLimits, zoneOf } from './token-zones.ts'

const minute = 60_000
const lives = fc.integer({ min: 1_000, max: 24 * 60 * minute })

function windowOf(lifetimeMs: number): number {
  return Math.min(Math.max(lifetimeMs / 5, 3 * minute), 15 * minute, lifetimeMs / 2)
}

describe('zoneOf', () => {
  const token = { hit: { expiresAt: 1_000, refreshAt: 500 }, shortMs: 100, mostMs: 700 }

  it('is fresh, then due, then short, each from its first instant on', () => {
    const zones = [0, 499, 500, 899, 900, 1_000].map((at) => zoneOf(token, { at, minRemainingMs: 0 }))
    expect(zones).toEqual(['fresh', 'fresh', 'due', 'due', 'short', 'short'])
  })

  it('is short for a caller who needs a longer lifetime, as far as tokens last that long', () => {
    const zones = [299, 300, 301].map((at) => zoneOf(token, { at, minRemainingMs: 700 }))
    expect(zones).toEqual(['fresh', 'fresh', 'short'])
    expect(zoneOf(token, { at: 300, minRemainingMs: 5_000 })).toBe('fresh')
  })
})

describe('zoneLimits', () => {
  it('puts the refresh into the first half of the window, before the token is short', () => {
    fc.assert(
      fc.property(fc.string(), lives, (key, lifetimeMs) => {
        const { refreshAt, shortMs } = zoneLimits({ key, expiresAt: 0, lifetimeMs })
        expect(refreshAt).toBeGreaterThanOrEqual(Math.floor(-windowOf(lifetimeMs)))
        expect(refreshAt).toBeLessThanOrEqual(-windowOf(lifetimeMs) / 2)
        expect(refreshAt).toBeLessThanOrEqual(-shortMs)
        expect(shortMs).toBeGreaterThan(0)
      }),
    )
  })

  it('is short 90 s before the end, and in proportion for a lifetime under 4 minutes', () => {
    const shortBefore = (lifetimeMs: number) => zoneLimits({ key: 'a', expiresAt: 0, lifetimeMs }).shortMs
    expect([60 * minute, 15 * minute, 4 * minute, 2 * minute, 40_000].map(shortBefore)).toEqual([
      90_000, 90_000, 90_000, 45_000, 15_000,
    ])
  })

  it('computes the same instant on every instance', () => {
    fc.assert(
      fc.property(fc.string(), lives, (key, lifetimeMs) => {
        const one = zoneLimits({ key, expiresAt: 5_000, lifetimeMs })
        expect(zoneLimits({ key: [...key].join(''), expiresAt: 5_000, lifetimeMs })).toEqual(one)
      }),
    )
  })

  it('spreads users evenly, also those whose keys differ in one digit', () => {
    const tenths = new Array(10).fill(0)
    for (let user = 0; user < 10_000; user++) {
      const { refreshAt } = zoneLimits({ key: `user${user}@example.com`, expiresAt: 0, lifetimeMs: 60 * minute })
      tenths[Math.floor((refreshAt + 12 * minute) / (36 * 1_000))]++
    }
    for (const count of tenths) {
      expect(count).toBeGreaterThan(850)
      expect(count).toBeLessThan(1_150)
    }
  })
})
