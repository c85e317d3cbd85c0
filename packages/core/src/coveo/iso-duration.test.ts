import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationToMs, msToDuration } from './iso-duration.ts'

describe('durationToMs', () => {
  it.each([
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1DT12H', 129_600_000],
    ['P2W', 1_209_600_000],
    ['PT15M', 900_000],
    ['PT90S', 90_000],
    ['PT0.5S', 500],
    ['PT0S', 0],
  ])('reads %s', (text, ms) => {
    expect(durationToMs(text)).toBe(ms)
  })

  it.each(['', '24h', 'PT', 'P', 'one day', '-PT1H', 'P1M', 'P1Y3M14D'])('refuses %j with a TypeError', (text) => {
    expect(() => durationToMs(text)).toThrow(TypeError)
  })
})

describe('msToDuration', () => {
  it('writes a day the way Coveo documents it', () => {
    expect(msToDuration(86_400_000)).toBe('PT24H')
  })

  it('writes hours, minutes and seconds', () => {
    expect(msToDuration(3_661_000)).toBe('PT1H1M1S')
    expect(msToDuration(900_000)).toBe('PT15M')
  })

  it.each([0, -1_000, 1_500, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s with a TypeError', (ms) => {
    expect(() => msToDuration(ms)).toThrow(TypeError)
  })

  it('is what durationToMs reads, for every number of seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (seconds) => {
        expect(durationToMs(msToDuration(seconds * 1_000))).toBe(seconds * 1_000)
      }),
    )
  })
})
