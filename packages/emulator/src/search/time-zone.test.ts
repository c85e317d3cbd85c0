import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAmount } from './amount.ts'
import { startOfDay, zonedTime } from './time-zone.ts'

describe('zonedTime', () => {
  it.each([
    ['America/Montreal', Date.UTC(2026, 0, 15, 17)],
    ['Europe/Paris', Date.UTC(2026, 0, 15, 11)],
    ['Asia/Kolkata', Date.UTC(2026, 0, 15, 6, 30)],
    ['UTC', Date.UTC(2026, 0, 15, 12)],
  ])('converts noon in %s', (timezone, expected) => {
    expect(zonedTime({ year: 2026, month: 1, day: 15, hour: 12, minute: 0, second: 0 }, timezone)).toBe(expected)
  })
})

describe('startOfDay', () => {
  it('is a local midnight at or before the time', () => {
    const zone = fc.constantFrom('UTC', 'America/Montreal', 'Europe/Paris', 'Australia/Sydney')
    const time = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
    fc.assert(
      fc.property(zone, time, (timezone, now) => {
        const start = startOfDay({ now, timezone })
        expect(start).toBeLessThanOrEqual(now)
        expect(now - start).toBeLessThan(25 * 3_600_000)
        const local = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'medium' }).format(start)
        expect(local).toBe('00:00:00')
      }),
    )
  })
})

describe('a day of a clock change', () => {
  const timezone = 'Europe/Paris'
  const at = (day: number, hour: number, month = 10) => Date.UTC(2026, month - 1, day, hour)
  const now = at(26, 11)
  const parse = (text: string) => parseAmount(text, { now, timezone })

  it.each([
    ['2026/10/25', at(24, 22), at(25, 23)],
    ['2026/10/25@12:30', at(25, 11) + 1_800_000, at(25, 11) + 1_860_000],
    ['2026/03/29', at(28, 23, 3), at(29, 22, 3)],
    ['today', at(25, 23), at(26, 23)],
    ['yesterday', at(24, 22), at(25, 23)],
    ['today-1d', at(24, 22), at(25, 23)],
    ['today-1w', at(18, 22), at(19, 22)],
    ['today-7mo', at(25, 23, 3), at(26, 23, 3)],
    ['today-1y', Date.UTC(2025, 9, 25, 22), Date.UTC(2025, 9, 26, 23)],
    ['today-1h', at(25, 22), at(26, 22)],
  ])('has its real length: %s', (text, start, end) => {
    expect(parse(text)).toEqual({ start, end: end - 1 })
  })

  it.each([
    ['now-1d', at(25, 11)],
    ['now-2d', at(24, 10)],
    ['now-24h', at(25, 11)],
    ['now-48h', at(24, 11)],
    ['now-8mo', at(26, 11, 2)],
  ])('keeps the time of day: %s', (text, time) => {
    expect(parse(text)).toEqual({ start: time, end: time })
  })
})
