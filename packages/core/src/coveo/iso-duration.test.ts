import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { millisecondsOf } from './iso-duration.test.fixture.ts'
import { isoDuration } from './iso-duration.ts'

describe('isoDuration', () => {
  it('formats a day as Coveo documents it', () => {
    expect(isoDuration(86_400_000)).toBe('PT24H')
  })

  it('formats hours, minutes and seconds', () => {
    expect(isoDuration(3_661_000)).toBe('PT1H1M1S')
    expect(isoDuration(900_000)).toBe('PT15M')
  })

  it.each([0, -1_000, 1_500, Number.NaN, Number.POSITIVE_INFINITY])('throws a TypeError for %s', (ms) => {
    expect(() => isoDuration(ms)).toThrow(TypeError)
  })

  it('preserves every number of seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (seconds) => {
        expect(millisecondsOf(isoDuration(seconds * 1_000))).toBe(seconds * 1_000)
      }),
    )
  })
})
