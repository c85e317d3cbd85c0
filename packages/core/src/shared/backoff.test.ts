import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs, coolDownMs } from './backoff.ts'

const top = () => 1 - Number.EPSILON

describe('backoffMs', () => {
  it('doubles its bound from 250 ms to 5 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((retry) => backoffMs(retry, { random: top }))).toEqual([
      249, 499, 999, 1_999, 3_999, 4_999, 4_999,
    ])
  })

  it('starts at zero', () => {
    expect(backoffMs(3, { random: () => 0 })).toBe(0)
    expect(backoffMs(3, { random: () => 0.5 })).toBe(500)
  })

  it('stays a whole number within its bound for every attempt and draw', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retry, draw) => {
          const ms = backoffMs(retry, { random: () => draw })
          expect(Number.isInteger(ms) && ms >= 0 && ms < Math.min(5_000, 250 * 2 ** (retry - 1))).toBe(true)
        },
      ),
    )
  })
})

describe('coolDownMs', () => {
  const of = (draw: number) => [1, 2, 3, 4, 5, 6, 7, 2_000].map((failures) => coolDownMs(failures, () => draw))

  it('doubles from one second to 30 s', () => {
    expect(of(0.5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('varies by a quarter, up to 30 s', () => {
    expect(of(0)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500])
    expect(of(1)).toEqual([1_250, 2_500, 5_000, 10_000, 20_000, 30_000, 30_000, 30_000])
  })
})
