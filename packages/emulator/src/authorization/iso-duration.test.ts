import { describe, expect, it } from 'vitest'
import { parseIsoDuration } from './iso-duration.ts'

describe('parseIsoDuration', () => {
  it.each([
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4.5S', 93_784_500],
    ['PT15M', 900_000],
    ['P2W', 14 * 86_400_000],
    ['P1M', 30 * 86_400_000],
    ['P1Y', 365 * 86_400_000],
    ['PT0S', 0],
  ])('parses %s', (text, expected) => {
    expect(parseIsoDuration(text)).toBe(expected)
  })

  it.each(['', 'P', 'PT', 'P1DT', '24H', 'PT24', 'pt24h', '-PT1H', 'PT1.5H', 'PT1H1H', ' PT1H', 'P1H'])(
    'returns undefined for "%s"',
    (text) => {
      expect(parseIsoDuration(text)).toBeUndefined()
    },
  )
})
